// The days of a month by keyboard, as the pattern of a date grid has it. Without this they are links.

const grid = document.getElementById("grid");
const WEEK = 7;
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -WEEK, ArrowDown: WEEK };
const days = grid ? [...grid.querySelectorAll("a.date")] : [];

function isGrid() {
  return getComputedStyle(grid).display === "table";
}

// In a grid the Tab key comes to one day; one under the other, to each.
function settle() {
  const stands = days.find((day) => "stands" in day.dataset) || days[0];
  for (const day of days) {
    if (isGrid() && day !== stands) day.tabIndex = -1;
    else day.removeAttribute("tabindex");
  }
  grid.setAttribute("role", isGrid() ? "grid" : "table");
  for (const cell of grid.querySelectorAll("td")) cell.setAttribute("role", isGrid() ? "gridcell" : "cell");
  grid.parentElement.querySelector(".keys").hidden = !isGrid();
}

function stand(day) {
  for (const each of days) delete each.dataset.stands;
  day.dataset.stands = "";
  settle();
  day.focus();
}

// A day outside of the grid stands in the month beside it.
function beyond(day, steps) {
  const on = new Date(`${day.dataset.on}T00:00:00Z`);
  on.setUTCDate(on.getUTCDate() + steps);
  const there = new URL(day.dataset.back, window.location.href);
  there.searchParams.set("on", on.toISOString().slice(0, 10));
  return there.href;
}

function target(day, key) {
  const at = days.indexOf(day);
  if (key === "Home") return at - (at % WEEK);
  if (key === "End") return at - (at % WEEK) + WEEK - 1;
  return at + STEPS[key];
}

grid?.addEventListener("keydown", (event) => {
  const day = event.target.closest("a.date");
  if (!day || !isGrid() || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const turned = { PageUp: day.dataset.back, PageDown: day.dataset.forth }[event.key];
  if (!turned && !(event.key in STEPS) && event.key !== "Home" && event.key !== "End") return;
  event.preventDefault();
  const next = turned ? undefined : days[target(day, event.key)];
  if (next) stand(next);
  else window.location.assign(turned || beyond(day, STEPS[event.key]));
});

if (grid) {
  settle();
  new ResizeObserver(settle).observe(grid);
}
