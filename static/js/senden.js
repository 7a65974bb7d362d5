/**
 * Forms with files: made smaller and judged before they are sent, sent with progress, and nothing is lost where
 * the line breaks.
 */
import { smaller } from "./bild.js";

const STALLED_MS = 60_000;
const NEXT_PAGE_MS = 20_000;
const MB = 1024 ** 2;
/** By form: what is still being made ready. */
const preparing = new WeakMap();

const part = (form, name) => form.querySelector(`[data-upload-${name}]`);
const fileFields = (form) => [...form.elements].filter((field) => field.type === "file" && field.files.length);
const filesOf = (form) => fileFields(form).flatMap((field) => [...field.files]);

/** Called when files were chosen. */
export function prepare(field) {
  const form = field.form;
  if (!part(form ?? field, "status")) return undefined;
  const before = preparing.get(form);
  const job = Promise.resolve(before).then(() => shrink(field));
  preparing.set(form, job);
  return job;
}

async function shrink(field) {
  const chosen = [...field.files];
  const small = await Promise.all(chosen.map(smaller));
  const unchanged = field.files.length === chosen.length && chosen.every((file, i) => field.files[i] === file);
  if (!unchanged) return; // another one was chosen meanwhile, and has its own turn
  if (small.some((file, i) => file !== chosen[i])) {
    const list = new DataTransfer();
    small.forEach((file) => list.items.add(file));
    field.files = list.files;
  }
  judge(field);
}

/** Says at the field what the server would refuse. Returns whether it would. */
function judge(field) {
  const most = Number(document.body.dataset.uploadMaxBytes);
  const tooLarge = [...field.files].find((file) => file.size > most);
  const box = field.closest("[data-field]");
  box.querySelector("[data-upload-fault]")?.remove();
  field.removeAttribute("aria-invalid");
  if (!tooLarge) return false;
  const fault = document.createElement("p");
  fault.className = "feld__fehler";
  fault.dataset.uploadFault = "";
  fault.setAttribute("role", "alert");
  const { textTooLarge } = part(field.form, "status").dataset;
  const sizes = { "%n": Math.ceil(tooLarge.size / MB), "%m": Math.floor(most / MB) };
  fault.textContent = textTooLarge.replace(/%[nm]/g, (hole) => sizes[hole]);
  field.setAttribute("aria-invalid", "true");
  field.before(fault);
  return true;
}

/** Sends the form instead of the browser. Resolves when another try may begin. */
export async function send(form, submitter) {
  say(form, "textPrepare");
  part(form, "again").hidden = true;
  await (preparing.get(form) ?? Promise.all(fileFields(form).map(prepare)));
  const refused = fileFields(form).find(judge);
  if (refused) {
    say(form);
    refused.focus();
    return;
  }
  await settle(form, submitter, await answerTo(form, submitter));
}

/** Resolves to the finished request, or to null where no answer came. */
function answerTo(form, submitter) {
  const words = filesOf(form).every((file) => file.type.startsWith("image/")) ? "textPhoto" : "textFile";
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  const request = new XMLHttpRequest();
  request.open("POST", submitter?.getAttribute("formaction") ?? form.getAttribute("action"));
  return new Promise((resolve) => {
    let patience;
    const wait = () => {
      clearTimeout(patience);
      patience = setTimeout(() => request.abort(), STALLED_MS);
    };
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      wait();
      progress(form, words, loaded / total);
    });
    request.upload.addEventListener("load", () => say(form, "textCheck"));
    request.addEventListener("loadend", () => {
      clearTimeout(patience);
      resolve(request.status ? request : null);
    });
    wait();
    progress(form, words, 0);
    request.send(data);
  });
}

async function settle(form, submitter, request) {
  if (!request) return failed(form, submitter, "textOffline");
  const { status, responseURL: address } = request;
  if (status < 400 && leadsOn(form, submitter, address)) {
    form.dispatchEvent(new CustomEvent("portal:sent", { bubbles: true }));
    standWhereItIsKept(request);
    location.assign(address);
    // The form stays held until the next page is there.
    return new Promise((resolve) => setTimeout(resolve, NEXT_PAGE_MS));
  }
  if (status < 500 && showPage(request, status)) return undefined;
  return failed(form, submitter, "textBroken");
}

/** Back finds the form with its file: the browser does not bring back one that the script has made smaller. */
function standWhereItIsKept({ responseText }) {
  const way = pageOf(responseText).querySelector("a[data-form-kept]");
  if (way) history.replaceState(history.state, "", way.getAttribute("href"));
}

const pageOf = (html) => new DOMParser().parseFromString(html, "text/html");

function leadsOn(form, submitter, address) {
  const sentTo = new URL(submitter?.getAttribute("formaction") ?? form.getAttribute("action"), location.href);
  return new URL(address).href !== sentTo.href;
}

/** The answer in place of this page, if it is the form again or a page that went on. Returns whether. */
function showPage(request, status) {
  const page = pageOf(request.responseText);
  const main = page.querySelector("main");
  if (!main || (status >= 400 && !main.querySelector("[data-error-summary]"))) return false;
  document.title = page.title;
  document.querySelector("main").replaceWith(document.adoptNode(main));
  htmx.process(main);
  document.dispatchEvent(new CustomEvent("portal:page"));
  const first = main.querySelector("[data-error-summary]") ?? main;
  first.focus();
  first.scrollIntoView();
  return true;
}

function failed(form, submitter, words) {
  say(form, words);
  part(form, "bar").hidden = true;
  const again = part(form, "again");
  again.hidden = false;
  again.onclick = () => form.requestSubmit(submitter?.isConnected ? submitter : undefined);
  part(form, "status").scrollIntoView({ block: "nearest" });
}

function progress(form, words, share) {
  const bar = part(form, "bar");
  bar.hidden = false;
  bar.value = share;
  // In tens: each change is read out.
  say(form, words, Math.floor(share * 10) * 10);
}

function say(form, words, percent) {
  const text = words ? part(form, "status").dataset[words].replace("%n", percent) : "";
  const line = part(form, "text");
  part(form, "status").hidden = !text;
  if (line.textContent !== text) line.textContent = text;
}
