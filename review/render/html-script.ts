/** The page's script: hides the rows that the search, the direction or the chosen cell leave out, and counts the rest. */
export const SCRIPT = `
"use strict";
const search = document.getElementById("search");
const direction = document.getElementById("direction");
const theme = document.getElementById("theme");
const count = document.getElementById("count");
const rows = [...document.querySelectorAll(".row")];
const cells = [...document.querySelectorAll("td button")];
const texts = rows.map((row) => row.textContent.toLowerCase());
let chosen = null;
function wanted(row, index, words) {
  if (!words.every((word) => texts[index].includes(word))) return false;
  if (direction.value !== "all" && row.dataset.direction !== direction.value) return false;
  if (chosen === null) return true;
  const pairs = row.dataset.cells;
  return pairs !== undefined && pairs.split(" ").includes(chosen.dataset.cell);
}
function filter() {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  rows.forEach((row, index) => {
    row.hidden = !wanted(row, index, words);
    if (!row.hidden) shown += 1;
  });
  for (const group of document.querySelectorAll("[data-group]")) {
    group.hidden = group.querySelector(".row:not([hidden])") === null;
  }
  count.textContent = shown + " of " + rows.length + " shown";
}
for (const cell of cells) {
  cell.addEventListener("click", () => {
    chosen = chosen === cell ? null : cell;
    for (const each of cells) each.setAttribute("aria-pressed", String(each === chosen));
    filter();
  });
}
search.addEventListener("input", filter);
direction.addEventListener("change", filter);
document.getElementById("clear").addEventListener("click", () => {
  search.value = "";
  direction.value = "all";
  chosen = null;
  for (const each of cells) each.setAttribute("aria-pressed", "false");
  filter();
  search.focus();
});
theme.addEventListener("click", () => {
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "light" : "dark";
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== search) {
    event.preventDefault();
    search.focus();
  }
});
filter();
`;
