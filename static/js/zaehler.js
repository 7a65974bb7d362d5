/** How many characters are left, told while typing; without the script the limit stands there as text. */

document.addEventListener("input", (event) => {
  const counter = document.querySelector(`[data-counter="${CSS.escape(event.target.id)}"]`);
  if (!counter) return;
  const left = Number(counter.dataset.max) - event.target.value.length;
  counter.textContent = (left >= 0 ? counter.dataset.textLeft : counter.dataset.textOver).replace("%n", Math.abs(left));
});
