/** A page that Back takes from memory: its filter shows what the address says, as its list does. */

const first = (field) => (field.matches("select") ? (field.options[0]?.value ?? "") : "");

function settle(field, asked) {
  field.value = asked.get(field.name) ?? first(field);
  if (field.matches("select") && field.selectedIndex < 0) field.value = first(field);
}

addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  const asked = new URLSearchParams(location.search);
  for (const form of document.querySelectorAll("form[data-filter]")) {
    for (const field of form.elements) if (field.name) settle(field, asked);
  }
});
