// A person at the page tells that it was viewed; a program that only fetched it does not.
// Input alone counts: what scrolls by script, such as a scanner that takes a picture, is no reader.

import "./reveal.js";

const form = document.getElementById("viewed");
const SIGNS = ["wheel", "touchmove", "pointerdown", "keydown"];

function seen() {
  for (const sign of SIGNS) window.removeEventListener(sign, seen);
  const body = new URLSearchParams(new FormData(form));
  fetch(form.action, { method: "POST", body, keepalive: true }).catch(() => {});
}

for (const sign of SIGNS) window.addEventListener(sign, seen, { passive: true });
