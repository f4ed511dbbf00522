// A link into the contract opens the section that it leads to, and whatever that stands in.
function reveal() {
  const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (!target) return;
  for (let up = target.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
  target.scrollIntoView();
}

window.addEventListener("hashchange", reveal);
reveal();
