/**
 * What is typed stays on this device until it is sent (`data-keep`), where the form asks first only if ticked.
 * Nothing is put back unasked: the server may know newer things.
 */
import * as device from "./geraet.js";
import { fill, inWords, same, typedIn, writtenIn } from "./werte.js";

const SENT = "portal:gesendet";
/** By form: what the server had shown before anything was typed, where the page shows it no more. */
const before = new WeakMap();
/** Forms whose draft waits for a decision, and those whose draft was thrown away just now. */
const offered = new WeakSet();
const dropped = new WeakSet();
/** The draft whose form was answered by a page that only offers to send it again: too busy, logged out. */
let unanswered;

const part = (form, name) => form.querySelector(`[data-keep-${name}]`);
const forms = () => document.querySelectorAll("form[data-keep]");
const asksFirst = (form) => Boolean(part(form, "tick"));
const keeps = (form) => !dropped.has(form) && device.mayKeep(form.dataset.keep, !asksFirst(form));

function save(form) {
  if (!keeps(form)) return;
  const key = form.dataset.keep;
  const waiting = offered.has(form) ? device.draft(key) : null;
  const fields = { ...waiting?.fields };
  const was = { ...waiting?.was };
  const server = { ...writtenIn(form), ...before.get(form) };
  for (const [name, values] of Object.entries(typedIn(form))) {
    if (waiting && name in waiting.fields) continue;
    if (same(values, server[name])) continue;
    fields[name] = values;
    was[name] = server[name];
  }
  if (Object.keys(fields).length) device.keep(key, fields, was);
  else device.forget(key);
  if (refused() && device.draft(key)) openAgain();
  tell(form);
}

/** Says under the form what is kept, and offers only what can be done now. */
function tell(form) {
  const shared = device.isShared();
  const kept = keeps(form);
  part(form, "panel").hidden = false;
  part(form, "shared").hidden = !shared;
  part(form, "line").hidden = !kept;
  part(form, "dropped").hidden = !dropped.has(form) || shared;
  part(form, "drop").hidden = !kept || offered.has(form) || !device.draft(form.dataset.keep);
  if (!asksFirst(form)) return;
  part(form, "ask").hidden = shared;
  part(form, "tick").checked = kept;
}

function entry(form, name, kept) {
  const { label, text } = inWords(form, name, kept.fields[name]);
  const list = document.createElement("div");
  const term = document.createElement("dt");
  term.textContent = label;
  list.append(term, description(text));
  const server = writtenIn(form)[name];
  if (server && !same(server, kept.was[name])) {
    const words = part(form, "list").dataset.textNewer.replace("%s", inWords(form, name, server).text);
    list.append(description(words));
  }
  return list;
}

function description(text) {
  const description = document.createElement("dd");
  description.dir = "auto";
  description.textContent = text;
  return description;
}

/** Compares what was kept with what stands here, and asks where it is not the same. */
function compare(form) {
  const key = form.dataset.keep;
  const kept = keeps(form) && device.draft(key);
  if (!kept) return;
  const [here, server] = [typedIn(form), writtenIn(form)];
  const names = Object.keys(kept.fields).filter((name) => !same(kept.fields[name], here[name]));
  if (names.length) return offer(form, kept, names);
  const arrived = Object.keys(kept.fields).every((name) => same(kept.fields[name], server[name]));
  if (arrived && form.dataset.sends === key && !refused()) device.forget(key);
  else before.set(form, kept.was);
}

function offer(form, kept, names) {
  offered.add(form);
  const when = part(form, "when");
  const date = new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  when.textContent = when.dataset.text.replace("%s", date);
  part(form, "list").replaceChildren(...names.map((name) => entry(form, name, kept)));
  part(form, "offer").hidden = false;
  for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

function decide(form, take) {
  const kept = device.draft(form.dataset.keep);
  part(form, "offer").hidden = true;
  offered.delete(form);
  let first;
  if (take && kept) {
    before.set(form, kept.was);
    const filled = Object.entries(kept.fields).map(([name, values]) => fill(form, name, values));
    first = filled.find(Boolean);
  }
  if (!take) device.forget(form.dataset.keep);
  (first ?? form.querySelector(".feld input, .feld textarea, .feld select"))?.focus();
  save(form);
}

function drop(form) {
  device.forget(form.dataset.keep);
  if (asksFirst(form)) device.choose(form.dataset.keep, false);
  dropped.add(form);
  tell(form);
  part(form, "dropped").focus();
}

/** The address of a refused form opens its page (`verlauf.js`), which is enough once the device has the draft. */
const openAgain = () => history.replaceState(history.state, "");

function choose(form, yes) {
  dropped.delete(form);
  device.choose(form.dataset.keep, yes);
  if (yes) save(form);
  else device.forget(form.dataset.keep);
  forms().forEach(tell);
}

function attend(form) {
  if (part(form, "panel").hidden === false) return;
  compare(form);
  save(form);
  tell(form);
}

const refused = () => document.querySelector("[data-error-summary]");
const forgetSent = (form) => form?.dataset.sends && device.forget(form.dataset.sends);

/** A form that left this tab has arrived where its answer led on to another page that reports no mistake. */
function endWhatArrived() {
  let sent;
  try {
    sent = JSON.parse(sessionStorage.getItem(SENT));
    sessionStorage.removeItem(SENT);
  } catch {
    return;
  }
  const [visit] = performance.getEntriesByType("navigation");
  const ledOn = visit?.type === "navigate" && visit.redirectCount > 0 && document.referrer === sent?.from;
  if (ledOn && !refused()) device.forget(sent.key);
  else unanswered = sent?.key;
}

document.addEventListener("submit", (event) => {
  const { sends, keep } = event.target.dataset;
  const key = sends ?? unanswered;
  // A form that only ends a draft of another page leads back to that one by its second button.
  if (!key || event.defaultPrevented || (!keep && event.submitter?.hasAttribute("formaction"))) return;
  const from = location.href.replace(/#.*/, "");
  try {
    sessionStorage.setItem(SENT, JSON.stringify({ key, from }));
  } catch {
    // It ends after 14 days.
  }
});

document.addEventListener("portal:sent", (event) => forgetSent(event.target));
document.addEventListener("portal:page", () => forms().forEach(attend));
document.addEventListener("htmx:after:request", (event) => {
  const { sourceElement, request, response } = event.detail.ctx;
  const taken = request.method !== "GET" && response.status < 400 && !response.headers.has("HX-Redirect");
  if (taken) forgetSent(sourceElement.closest("form"));
});
document.addEventListener("htmx:after:swap", () => forms().forEach(attend));

for (const kind of ["input", "change"])
  document.addEventListener(kind, ({ target }) => {
    const form = target.form ?? target.closest?.("form");
    if (target.matches("[data-shared-device]")) shareDevice(target);
    else if (form?.dataset.keep && target.matches("[data-keep-tick]")) choose(form, target.checked);
    else if (form?.dataset.keep) save(form);
  });

document.addEventListener("click", ({ target }) => {
  const button = target.closest("button[type=button]");
  if (button?.matches("[data-forget-all]")) return forgetEverything();
  const form = button?.form;
  if (!form?.dataset.keep) return;
  if (button.matches("[data-keep-take]")) decide(form, true);
  else if (button.matches("[data-keep-refuse]")) decide(form, false);
  else if (button.matches("[data-keep-drop]")) drop(form);
});

function shareDevice(box) {
  device.setShared(box.checked);
  tellDevice();
}

function forgetEverything() {
  device.forgetAll();
  tellDevice();
  document.querySelector("[data-device-empty]").focus();
}

/** On the page that explains it: whether others use the device, and whether it has kept anything. */
function tellDevice() {
  const box = document.querySelector("[data-shared-device]");
  if (!box) return;
  box.closest("[data-device]").hidden = false;
  box.checked = device.isShared();
  document.querySelector("[data-forget-all]").hidden = !device.hasDrafts();
  document.querySelector("[data-device-empty]").hidden = device.hasDrafts();
}

device.forgetOld();
endWhatArrived();
forms().forEach(attend);
tellDevice();
// Another tab may have kept or ended something.
addEventListener("storage", () => {
  forms().forEach(tell);
  tellDevice();
});
