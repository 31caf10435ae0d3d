// The tables: one for each tally name, a row for each key, with low, best and high drawn to one scale per table.

import { GRADES, bounds, day, el, side, theatre, value, words } from "./text.js";

const COLUMNS = [
  ["theatre", "Theatre", (row) => theatre(row.theatre)],
  ["programme", "Programme", (row) => row.programme ?? ""],
  ["phase", "Phase", (row) => row.phase ?? ""],
  ["date", "Day", (row) => day(row.date)],
  ["place", "Place", (row) => row.place ?? ""],
  ["side", "Side", (row) => side(row.side)],
  ["group", "Group", (row) => row.group ?? ""],
];

/** Where a row is a card as high as six lines of a table. */
export const NARROW = matchMedia("(max-width: 44rem)");
const folded = () => (NARROW.matches ? 3 : 10);
const LEAST_CONTENTS = 4;

/**
 * Draws `rows` into `host`. `changed` holds the keys to mark as new, `expanded` the tallies shown whole; `explain(key)` opens a row,
 * `redraw()` is called when a table is to be shown whole or folded again.
 */
export function drawTables(host, rows, options) {
  const focused = document.activeElement?.dataset?.key;
  const names = [...new Set(rows.map((row) => row.tally))];
  const tables = names.map((name) => table(name, rows.filter((row) => row.tally === name), options));
  host.replaceChildren(...(names.length < LEAST_CONTENTS ? [] : [contents(names, rows)]), ...tables);
  // A redraw must not take the keyboard away from the reader.
  if (focused) [...host.querySelectorAll("button[data-key]")].find((button) => button.dataset.key === focused)?.focus();
}

/** What there is, each a step to its table. */
function contents(names, rows) {
  return el("nav", { class: "contents", "aria-label": "Tallies" }, ...names.map((name) => {
    const count = rows.filter((row) => row.tally === name).length;
    const button = el("button", { type: "button", class: "plain", "data-key": `contents ${name}` }, words(name), el("span", { class: "note", text: ` ${count}` }));
    button.addEventListener("click", () => {
      const region = document.getElementById(`table-${name}`);
      region.scrollIntoView({ block: "start" });
      region.querySelector(".scroll").focus({ preventScroll: true });
    });
    return button;
  }));
}

function table(name, rows, { changed, expanded, explain, redraw }) {
  // A column that says nothing in any row, or that every row counts all people, is left out.
  const columns = COLUMNS.filter(([field]) => rows.some((row) => (row[field] ?? "") !== "" && !(field === "group" && row.group === "all")));
  const scale = Math.max(1, ...rows.map((row) => Math.max(row.high ?? 0, row.best ?? 0, row.low, row.agreed ?? 0)));
  const head = el("tr", {}, ...columns.map(([, title]) => el("th", { scope: "col", text: title })),
    el("th", { scope: "col", class: "number", text: "Best" }), el("th", { scope: "col", text: "Low to high" }),
    el("th", { scope: "col", text: "Grade" }), el("th", { scope: "col", class: "number", text: "Sources" }));
  const shown = expanded.has(name) ? newestFirst(rows) : newestFirst(rows).slice(0, folded());
  const body = shown.map((row) => line(row, columns, scale, changed.has(row.key), explain));
  return el("div", { class: "table", id: `table-${name}` },
    el("h3", { text: words(name) }),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": words(name) },
      el("table", {}, el("thead", {}, head), el("tbody", {}, ...body))),
    rows.length > folded() ? fold(name, rows.length, expanded, redraw) : null,
  );
}

function fold(name, count, expanded, redraw) {
  const open = expanded.has(name);
  const text = open ? "Show the newest only" : `Show all ${count} rows`;
  const button = el("button", { type: "button", class: "plain fold", "aria-expanded": String(open), "data-key": `fold ${name}`, text });
  button.addEventListener("click", () => {
    if (open) expanded.delete(name);
    else expanded.add(name);
    redraw();
  });
  return button;
}

function newestFirst(rows) {
  return [...rows].sort((one, other) => ((one.date ?? "") < (other.date ?? "") ? 1 : (one.date ?? "") > (other.date ?? "") ? -1 : 0));
}

function line(row, columns, scale, isNew, explain) {
  const cells = columns.map(([field, title, text], index) => {
    const content = String(text(row));
    if (index > 0) return el("td", { "data-title": title, "data-field": field, text: content });
    const button = el("button", { type: "button", class: "plain", "data-key": row.key, text: content || "(unplaced)" });
    return el("th", { scope: "row", "data-title": title, "data-field": field }, button);
  });
  const tr = el("tr", { class: [row.grade, isNew ? "new" : ""].join(" "), "data-key": row.key }, ...cells,
    el("td", { class: "number best", "data-title": "Best", text: value(row) }),
    el("td", { "data-title": "Low to high" }, range(row, scale)),
    el("td", { "data-title": "Grade" }, el("span", { class: `grade ${row.grade}`, title: GRADES[row.grade], text: row.grade })),
    el("td", { class: "number", "data-title": "Sources", text: String(row.origins) }));
  tr.addEventListener("click", () => explain(row.key));
  return tr;
}

function range(row, scale) {
  const share = (amount) => `${(100 * amount) / scale}%`;
  const band = el("span", { class: row.high === null ? "band open" : "band" });
  band.style.setProperty("--from", share(row.low));
  band.style.setProperty("--to", share(row.high ?? scale));
  const sure = el("span", { class: "sure" });
  sure.style.setProperty("--to", share(row.low));
  const drawn = el("span", { class: "drawn", "aria-hidden": "true" }, sure, band);
  if (row.best !== null) {
    const tick = el("span", { class: "tick" });
    tick.style.setProperty("--at", share(row.best));
    drawn.append(tick);
  }
  return el("span", { class: "range" }, drawn, el("span", { class: "note", text: bounds(row) }));
}
