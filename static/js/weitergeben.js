/** Number, code and link: copied, handed on to another app, printed, as far as the device can. */

const boxes = () => document.querySelectorAll("[data-hand-on]");
const part = (box, name) => box.querySelector(`[data-hand-on-${name}]`);

// A copy in the clipboard needs https; handing on is there where apps take texts.
function offer(box) {
  part(box, "copy").hidden = !navigator.clipboard;
  part(box, "share").hidden = !navigator.canShare?.({ text: box.dataset.handOn });
  box.hidden = false;
}

async function copy(box) {
  const done = part(box, "done");
  done.textContent = "";
  await navigator.clipboard.writeText(box.dataset.handOn);
  done.textContent = box.dataset.textCopied;
}

document.addEventListener("click", ({ target }) => {
  const box = target.closest("button")?.closest("[data-hand-on]");
  if (!box) return;
  const [button, none] = [target.closest("button"), () => {}];
  if (button.matches("[data-hand-on-copy]")) copy(box).catch(none);
  // Whoever closes the list of apps has changed their mind.
  else if (button.matches("[data-hand-on-share]")) navigator.share({ text: box.dataset.handOn }).catch(none);
  else print();
});
document.addEventListener("portal:page", () => boxes().forEach(offer));
boxes().forEach(offer);
