// Keeps the drafting page in step with the answers that come while somebody types.

const form = document.getElementById("deal");
const contract = document.getElementById("contract"); // Only where the page shows it.
const READING = 3000;
const SMALLEST = 800;
const seen = new WeakSet();
let read = 0;
let unsaved = false;
let leaving = false;
let pressed = "";

for (const kind of contract ? ["wheel", "touchmove", "keydown", "pointerdown"] : []) {
  contract.addEventListener(kind, () => { read = Date.now(); }, { passive: true });
}

form.addEventListener("input", () => {
  unsaved = true;
  const said = document.querySelector("#state .saved");
  if (said) said.textContent = "Saving ...";
});

// The form itself brings all that was typed: nothing is to arrive after it.
form.addEventListener("submit", () => {
  leaving = true;
  unsaved = false;
});

window.addEventListener("pageshow", () => { leaving = false; });

document.addEventListener("htmx:before:request", (event) => {
  if (leaving) event.preventDefault();
});

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=do]");
  pressed = button ? button.value : "";
});

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#f-"]');
  const target = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!target) return;
  event.preventDefault();
  reveal(target);
});

document.addEventListener("htmx:after:swap", () => {
  unsaved = false;
  markWrong();
  showChanged();
  focusRow();
});

document.addEventListener("htmx:error", () => {
  const said = document.querySelector("#state .saved");
  if (said) said.textContent = "Not saved. It is tried again with the next change.";
});

// What was typed before this page was ready, or was put back by the browser, is saved as well.
window.addEventListener("load", () => {
  if ([...form.elements].some(isTouched)) form.dispatchEvent(new Event("input", { bubbles: true }));
});

// What was typed in the last moment is sent while the page goes away.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden" || !unsaved) return;
  const body = new URLSearchParams(new FormData(form));
  fetch(`${form.action}/live`, { method: "POST", body, keepalive: true }).catch(() => {});
});

function isTouched(control) {
  if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
  if (control.matches("input:not([type=hidden]), textarea")) return control.value !== control.defaultValue;
  const first = control.matches("select") && control.querySelector("option[selected]");
  return Boolean(first) && !first.selected;
}

function reveal(target) {
  for (let up = target.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
  const control = target.matches("input, select, textarea, [tabindex]") ? target : target.querySelector("input, select, textarea");
  (control || target).focus({ preventScroll: true });
  target.scrollIntoView({ block: "center" });
}

function markWrong() {
  for (const said of form.querySelectorAll(".fault[id]")) {
    const control = document.getElementById(said.id.replace("fault-", ""));
    const wrong = said.textContent.trim() !== "";
    said.parentElement.classList.toggle("wrong", wrong);
    if (!control || !control.matches("input, select, textarea")) continue;
    if (wrong) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
    if (wrong) for (let up = control.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
  }
}

// The first piece that changed comes into view, unless somebody is reading elsewhere in the contract.
function showChanged() {
  if (!contract) return;
  const changed = [...contract.querySelectorAll(".changed")];
  const fresh = changed.filter((piece) => !seen.has(piece));
  if (!fresh.length) return;
  for (const piece of changed) {
    if (seen.has(piece)) piece.classList.remove("changed");
    seen.add(piece);
  }
  if (Date.now() - read < READING || window.innerWidth < SMALLEST) return;
  const first = fresh[0];
  contract.scrollTop += first.getBoundingClientRect().top - contract.getBoundingClientRect().top - 40;
}

function focusRow() {
  const [act, at, number] = pressed.split(":");
  if (!at) return;
  pressed = "";
  const list = document.getElementById(`f-${at.replaceAll(".", "-")}`);
  if (!list) return;
  const rows = list.querySelectorAll(":scope > .row");
  const row = act === "up" ? rows[Number(number) - 1] : act === "add" || act === "paste" ? rows[rows.length - 1] : null;
  const inside = row && row.querySelector("input:not([type=hidden]), select, textarea");
  const table = act === "check" && list.querySelector(".pasted");
  (inside || table || list).focus();
}
