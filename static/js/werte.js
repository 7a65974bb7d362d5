/** The values of a form by the names of its fields: what stands there, and what the server had written. */

// Never kept, whatever a form says: files, hidden fields (they carry secrets and versions), passwords and
// codes, the field that no person sees, and how somebody is paid.
const NEVER = "[type=file], [type=hidden], [type=password], [autocomplete^=cc-], [autocomplete=one-time-code], .falle *";
const SECRET = /iban|bic|konto|bank|code|kennwort|passwort|geheim/i;

const isBox = (field) => field.type === "checkbox" || field.type === "radio";
const optionsShown = (select) => {
  const shown = [...select.options].filter((option) => option.defaultSelected);
  return shown.length || select.multiple ? shown : [...select.options].slice(0, 1);
};

const typed = (field) => {
  if (isBox(field)) return field.checked ? [field.value] : [];
  return field.matches("select") ? [...field.selectedOptions].map((option) => option.value) : [field.value];
};
const written = (field) => {
  if (isBox(field)) return field.defaultChecked ? [field.value] : [];
  return field.matches("select") ? optionsShown(field).map((option) => option.value) : [field.defaultValue];
};

const fieldsOf = (form, name) =>
  [...form.elements].filter(
    (field) =>
      field.matches("input, textarea, select") &&
      field.name &&
      (name === undefined || field.name === name) &&
      !field.matches(NEVER) &&
      !SECRET.test(field.name),
  );

function collect(form, values) {
  const found = {};
  for (const field of fieldsOf(form)) (found[field.name] ??= []).push(...values(field));
  return found;
}

export const typedIn = (form) => collect(form, typed);
export const writtenIn = (form) => collect(form, written);

/** The server trims and normalises what it shows again. */
const plain = (values) => (values ?? []).map((text) => text.normalize("NFC").replace(/\s+/g, " ").trim()).join("\n");
export const same = (one, other) => plain(one) === plain(other);

/** Returns the first field that was filled, or undefined where the form has none of this name. */
export function fill(form, name, values) {
  const fields = fieldsOf(form, name);
  for (const field of fields) {
    if (isBox(field)) field.checked = values.includes(field.value);
    else if (field.matches("select")) for (const option of field.options) option.selected = values.includes(option.value);
    else field.value = values[0] ?? "";
    for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  return fields[0];
}

const words = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";

/** What people call the field, and its values as they read them. */
export function inWords(form, name, values) {
  const fields = fieldsOf(form, name);
  const [first] = fields;
  if (!first) return { label: "", text: values.join(", ") };
  const group = isBox(first) && first.closest("fieldset")?.querySelector("legend");
  const label = words(group || first.labels[0]);
  if (isBox(first)) {
    const chosen = fields.filter((field) => values.includes(field.value)).map((field) => words(field.labels[0]));
    return { label, text: chosen.join(", ") || "–" };
  }
  const options = first.matches("select") ? [...first.options].filter((option) => values.includes(option.value)) : [];
  return { label, text: options.map(words).join(", ") || values.join("\n") || "–" };
}
