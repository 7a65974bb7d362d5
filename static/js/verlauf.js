/**
 * A refused form is the answer to a POST, and Back onto it or a reload would send it again or show an error.
 * Where the server has kept what was typed, the entry of the history becomes the address that opens it.
 */
function stand() {
  const kept = document.querySelector("form[data-kept-at]");
  if (kept) history.replaceState(history.state, "", kept.dataset.keptAt);
}

document.addEventListener("portal:page", stand);
stand();
