/** Says what the eye or the ear would miss: a request that did not arrive, a list that changed. */

const notice = document.querySelector("[data-live] [data-live-text]");
const quiet = document.querySelector("[data-live-quiet]");

function say(place, text) {
  if (!place) return;
  place.textContent = "";
  // A changed text in the same frame is not announced again.
  requestAnimationFrame(() => (place.textContent = text));
}

function show(text) {
  notice?.classList.add("durchsage--sichtbar");
  say(notice, text);
}

function hush() {
  notice?.classList.remove("durchsage--sichtbar");
  notice?.replaceChildren();
}

document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx?.status?.startsWith("error")) show(notice?.dataset.textOffline);
});

document.addEventListener("htmx:before:swap", (event) => {
  const status = event.detail.ctx.response?.status ?? 200;
  if (status < 500) return hush();
  // An error page in place of a half-filled form would take away what was typed.
  event.preventDefault();
  show(notice?.dataset.textBroken);
});

document.addEventListener("htmx:after:swap", () => {
  const text = document.querySelector("[data-announce]")?.textContent.trim();
  if (text && text !== quiet?.textContent) say(quiet, text);
});

document.addEventListener("input", hush);
