/** The further parts of the script, each fetched when a page needs it for the first time. */

const hasDrafts = () => {
  try {
    return Object.keys(localStorage).some((name) => name.startsWith("portal:"));
  } catch {
    return false; // the browser keeps nothing for this site
  }
};

// Without a line, or after a new version was put up: the page works as it does without the script.
const later = () => {};

const fetchDrafts = () => import("./aufheben.js").catch(later);

function fetchParts() {
  // Drafts end on pages that have no form for them: the receipt, and any page once they are too old.
  if (document.querySelector("[data-shared-device]") || hasDrafts()) fetchDrafts();
  if (document.querySelector("[data-hand-on]")) import("./weitergeben.js").catch(later);
}

if (document.readyState === "complete") fetchParts();
else addEventListener("load", fetchParts);

document.addEventListener("focusin", ({ target }) => target.closest("[data-keep]") && fetchDrafts());
document.addEventListener("change", (event) => {
  if (event.target.type === "file") import("./senden.js").then(({ prepare }) => prepare(event.target)).catch(later);
});
