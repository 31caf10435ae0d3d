// Wires the page together: the live store, the filters, the tables, the drill-down.

import { explanation, title } from "./explain.js";
import { Live } from "./live.js";
import { programmeCards } from "./programmes.js";
import { drawTables } from "./tables.js";
import { day, days, el, number, published, side, theatre, value, words } from "./text.js";

const find = (id) => document.getElementById(id);
const live = new Live("v1/stream");
const dialog = find("explain");
const filters = find("filters");
let opened = null;
let drawing = false;

const EVERYONE = "all";
const LABELS = { tally: words, theatre, side, group: (group) => (group === EVERYONE ? "everyone" : group), date: day };
const expanded = new Set();

function rows() {
  return [...live.tallies.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
}

function draw() {
  drawing = false;
  const all = rows();
  const changed = live.takeChanged();
  const cards = programmeCards(all, explain);
  find("programmes").replaceChildren(...cards);
  find("programmes-section").hidden = cards.length === 0;
  fillFilters(all);
  const wanted = [...new FormData(filters)].filter(([, value]) => value !== "");
  const shown = all.filter((row) => wanted.every(([field, value]) => fits(row, field, value)));
  drawTables(find("tables"), shown, { changed, expanded, explain, redraw: draw });
  find("shown").textContent = all.length === 0 ? "No tally stands yet: feed stories and they appear here." : `${number(shown.length)} of ${number(all.length)} rows`;
  find("latest").replaceChildren(...live.latest().map(latestItem));
  if (opened !== null && changed.has(opened)) fill(opened);
}

function drawSoon() {
  // Many messages of one moment cost one redraw.
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(draw);
}

/** Whether the row is one of those filtered for; what is not kept by group counts everyone. */
function fits(row, field, value) {
  return String(row[field] ?? (field === "group" ? EVERYONE : "")) === value;
}

function fillFilters(all) {
  for (const select of filters.elements) {
    const label = LABELS[select.name];
    const values = [...new Set(all.map((row) => row[select.name]).filter((value) => value !== null))].sort();
    if (select.name === "date") values.reverse();
    const standing = [...select.options].slice(1).map((option) => option.value);
    if (values.length === standing.length && values.every((value, index) => value === standing[index])) continue;
    // Whole numbers first: breakdowns by group are there for the asking.
    const chosen = select.name === "group" && standing.length === 0 ? EVERYONE : select.value;
    select.replaceChildren(select.options[0], ...values.map((value) => el("option", { value, text: label(value) })));
    select.value = values.includes(chosen) ? chosen : "";
  }
}

function latestItem(event) {
  const figures = event.figures.slice(0, 4).map((figure) =>
    `${value(figure)} ${words(figure.measure).toLowerCase()}${figure.side ? ` (${side(figure.side)})` : ""}`);
  const what = [words(event.type), event.status === "happened" ? "" : event.status, event.where?.name ?? "",
    days(event.when.start, event.when.end)].filter(Boolean).join(", ");
  return el("li", {}, el("strong", { text: what }), figures.length > 0 ? `: ${figures.join("; ")}` : "",
    el("p", { class: "note", text: [event.story.source.name || event.story.source.id, event.story.headline, published(event.story)].filter(Boolean).join(" · ") }));
}

async function explain(key) {
  opened = key;
  history.replaceState(null, "", `#${encodeURIComponent(key)}`);
  find("explain-title").textContent = "";
  find("explain-body").replaceChildren(el("p", { class: "note", text: "Reading…" }));
  if (!dialog.open) dialog.showModal();
  await fill(key);
}

async function fill(key) {
  const address = `v1/tallies/${encodeURIComponent(key)}`;
  try {
    const [answer, past] = await Promise.all([fetch(address), fetch(`${address}/history`)]);
    if (opened !== key) return;
    if (!answer.ok) throw new Error((await answer.json()).detail);
    const explained = await answer.json();
    const changes = past.ok ? (await past.json()).changes : [];
    find("explain-title").textContent = title(explained.tally);
    find("explain-body").replaceChildren(...explanation(explained, changes));
  } catch (error) {
    find("explain-title").textContent = "Not to be had";
    find("explain-body").replaceChildren(el("p", { class: "warning", text: error.message }));
  }
}

live.addEventListener("change", drawSoon);
live.addEventListener("state", ({ detail }) => {
  find("live").dataset.state = detail;
  find("live").textContent = detail === "live" ? "live" : "waiting for the board";
});
filters.addEventListener("change", draw);
filters.addEventListener("submit", (event) => event.preventDefault());
find("explain-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});
dialog.addEventListener("close", () => {
  opened = null;
  history.replaceState(null, "", location.pathname);
});

async function start() {
  const answer = await fetch("v1/events?limit=12").catch(() => null);
  if (answer?.ok) live.addEvents((await answer.json()).events);
  if (location.hash.length > 1 && location.hash !== "#tallies") explain(decodeURIComponent(location.hash.slice(1)));
}
start();
