/** What this device keeps: drafts by the key of their form, whether it may, and whether others use it too. */

const DRAFT = "portal:entwurf:";
const CHOICE = "portal:aufheben:";
const SHARED = "portal:geteilt";
const LONGEST = 14 * 24 * 60 * 60 * 1000;

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Full or refused: the form works as it does without the script.
  }
}

function remove(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
}

function names(...prefixes) {
  try {
    return Object.keys(localStorage).filter((name) => prefixes.some((prefix) => name.startsWith(prefix)));
  } catch {
    return [];
  }
}

/** A draft is {at: ms, fields: {name: values typed}, was: {name: values that the server showed}}. */
export const draft = (key) => read(DRAFT + key);
export const keep = (key, fields, was) => write(DRAFT + key, { at: Date.now(), fields, was });
export const forget = (key) => remove(DRAFT + key);
export const hasDrafts = () => names(DRAFT).length > 0;

export const forgetAll = () => names(DRAFT, CHOICE).forEach(remove);

export const isShared = () => read(SHARED) === true;
export function setShared(shared) {
  if (!shared) return remove(SHARED);
  forgetAll();
  write(SHARED, true);
}

/** A choice holds for all pages of one Vorgang: the key without its last part. */
const choice = (key) => CHOICE + key.replace(/:[^:]*$/, "");
export const mayKeep = (key, otherwise) => !isShared() && (read(choice(key))?.yes ?? otherwise);
export const choose = (key, yes) => write(choice(key), { at: Date.now(), yes });

export function forgetOld() {
  const oldest = Date.now() - LONGEST;
  for (const name of names(DRAFT, CHOICE)) if (!(read(name)?.at > oldest)) remove(name);
}
