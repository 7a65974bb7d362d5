/** Says what the eye or the ear would miss: a request that did not arrive, a list that changed. */

const region = document.querySelector("[data-live]");
const quiet = document.querySelector("[data-live-quiet]");

function say(place, text) {
  if (!place) return;
  place.textContent = "";
  // A changed text in the same frame is not announced again.
  requestAnimationFrame(() => (place.textContent = text));
}

const hush = () => region?.replaceChildren();

document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx?.status?.startsWith("error")) say(region, region?.dataset.textOffline);
});

document.addEventListener("htmx:before:swap", (event) => {
  const status = event.detail.ctx.response?.status ?? 200;
  if (status < 500) return hush();
  // An error page in place of a half-filled form would take away what was typed.
  event.preventDefault();
  say(region, region?.dataset.textBroken);
});

document.addEventListener("htmx:after:swap", () => {
  const text = document.querySelector("[data-announce]")?.textContent.trim();
  if (text && text !== quiet?.textContent) say(quiet, text);
});

document.addEventListener("input", hush);
