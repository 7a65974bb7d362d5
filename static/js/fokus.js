/** Where the keyboard stands after an answer: on the error summary, on what is new, never nowhere. */

const focusOn = (element) => {
  if (!element) return false;
  if (!element.matches("a[href], button, input, select, textarea, [tabindex]")) element.tabIndex = -1;
  element.focus();
  return document.activeElement === element;
};

const summary = () => document.querySelector("[data-error-summary]");

document.addEventListener("htmx:after:swap", (event) => {
  const { ctx } = event.detail;
  if ([409, 422].includes(ctx.response?.status) && focusOn(summary())) return;
  const target = ctx.target?.isConnected ? ctx.target : event.target;
  if (focusOn(target.querySelector?.("[data-focus]"))) return;
  const lost = document.activeElement === document.body || !document.activeElement;
  if (lost && target !== document.body) focusOn(target);
});

/* A link of the summary leads into the field itself, also where the browser would only scroll. */
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-error-summary] a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.focus();
  (field.closest("[data-field]") ?? field).scrollIntoView({ block: "nearest" });
});

summary()?.focus();
