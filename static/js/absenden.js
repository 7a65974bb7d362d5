/** One press, one request: a form on its way refuses a second submit until the answer is there. */

const RELEASE_AFTER_MS = 20_000;
const busy = new Set();
const plain = new WeakSet();

const submitButtons = (form) =>
  [...form.elements].filter((element) => element.matches('button:not([type="button"])'));

function hold(form) {
  busy.add(form);
  form.setAttribute("aria-busy", "true");
  for (const button of submitButtons(form)) button.setAttribute("aria-disabled", "true");
}

function release(form) {
  busy.delete(form);
  form.removeAttribute("aria-busy");
  for (const button of submitButtons(form)) button.removeAttribute("aria-disabled");
}

const postingForm = ({ ctx }) => {
  const source = ctx.sourceElement;
  if (ctx.request.method === "GET") return null;
  return source.matches("form") ? source : source.form ?? source.closest("form");
};

/** By themselves forms with files show no progress, and lose all that was typed with the line. */
const carriesFiles = (form) =>
  !plain.has(form) && form.querySelector("[data-upload-status]") &&
  [...form.elements].some((field) => field.type === "file" && field.files.length);

async function sendFiles(form, submitter) {
  const { send } = await import("./senden.js").catch(() => ({}));
  if (send) return send(form, submitter).finally(() => release(form));
  release(form);
  plain.add(form); // as the browser does it
  form.requestSubmit(submitter);
}

// A date that does not exist, as a date field takes it, is sent as nothing at all: ask before.
document.addEventListener(
  "submit",
  (event) => {
    const unreadable = [...event.target.elements].find((field) => field.validity?.badInput);
    if (!unreadable) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    unreadable.reportValidity();
  },
  { capture: true },
);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (busy.has(form)) return event.preventDefault();
  hold(form);
  if (carriesFiles(form)) {
    event.preventDefault();
    sendFiles(form, event.submitter);
    return;
  }
  // A download answers without leaving the page, so nothing else would free the form again.
  setTimeout(release, RELEASE_AFTER_MS, form);
});

document.addEventListener("htmx:config:request", (event) => {
  if (busy.has(postingForm(event.detail))) event.preventDefault();
});
document.addEventListener("htmx:before:request", (event) => {
  const form = postingForm(event.detail);
  if (form) hold(form);
});
document.addEventListener("htmx:finally:request", (event) => {
  const form = postingForm(event.detail);
  if (form) release(form);
});

addEventListener("pageshow", () => [...busy].forEach(release));
