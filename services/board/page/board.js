// Wires the page together: the live store, the filters, the tables, the drill-down.

import { explanation, happenings, highlighted, title } from "./explain.js";
import { Live } from "./live.js";
import { IncidentMap } from "./map.js";
import { programmeCards } from "./programmes.js";
import { NARROW, drawTables } from "./tables.js";
import { Timeline } from "./timeline.js";
import { day, days, el, number, published, side, theatre, value, words } from "./text.js";

const find = (id) => document.getElementById(id);
const live = new Live("v1/stream");
const dialog = find("explain");
const filters = find("filters");
let opened = null;
let drawing = false;

const INCIDENTS_OPENED = 12;
const FIGURES_TOLD = 4;
const map = new IncidentMap(find("map"), find("map-back"), openPlace);
const timeline = new Timeline(find("timeline"), find("timeline-tally"), find("timeline-read"), showDay);

const EVERYONE = "all";
const LABELS = { tally: words, theatre, side, group: (group) => (group === EVERYONE ? "everyone" : group), date: day };
const expanded = new Set();
const unfolded = new Set();

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
  find("views").hidden = all.length === 0;
  timeline.show(all);
  const placed = map.show([...live.incidents.values()]);
  find("map-read").textContent = `${number(placed)} of ${number(live.incidents.size)} incidents name a place`;
  fillFilters(all);
  const wanted = [...new FormData(filters)].filter(([, value]) => value !== "");
  const shown = all.filter((row) => wanted.every(([field, value]) => fits(row, field, value)));
  drawTables(find("tables"), shown, { changed, expanded, explain, redraw: draw });
  find("filters").hidden = all.length === 0;
  find("latest-section").hidden = live.latest().length === 0;
  find("shown").textContent = all.length === 0 ? "No tally stands yet. Feed stories (wiretally feed FILE) and they appear here, without reload." : `${number(shown.length)} of ${number(all.length)} rows`;
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

function figureText(figure) {
  const group = figure.group === EVERYONE || !figure.group ? "" : `${figure.group} `;
  return `${value(figure)} ${group}${words(figure.measure).toLowerCase()}${figure.side ? ` (${side(figure.side)})` : ""}`;
}

/** One event, with its sentences under it; what the reader unfolded stays so through redraws. */
function latestItem(event) {
  // Headline and text often say the same number: it is shown once.
  const figures = [...new Set(event.figures.map(figureText))].slice(0, FIGURES_TOLD);
  const what = [words(event.type), event.status === "happened" ? "" : event.status, event.where?.name ?? "",
    days(event.when.start, event.when.end)].filter(Boolean).join(", ");
  const said = [event.story.source.name || event.story.source.id, event.story.headline, published(event.story)].filter(Boolean).join(" · ");
  const sentences = new Map(event.figures.filter(({ sentence }) => sentence).map((figure) => [figure.sentence, figure]));
  const details = el("details", { open: unfolded.has(event.event_id) }, el("summary", {}, el("strong", { text: what }), figures.length > 0 ? `: ${figures.join("; ")}` : ""),
    ...[...sentences.values()].map((figure) => el("blockquote", {}, ...highlighted(figure))));
  details.addEventListener("toggle", () => (details.open ? unfolded.add(event.event_id) : unfolded.delete(event.event_id)));
  return el("li", {}, details, el("p", { class: "note", text: said }));
}

/** The incidents of one place on the map, with their claims. */
async function openPlace({ name, incidents }) {
  const newest = [...incidents].sort((one, other) => ((one.start ?? "") < (other.start ?? "") ? 1 : -1)).slice(0, INCIDENTS_OPENED);
  opened = null;
  find("explain-title").textContent = `${name} · ${number(incidents.length)} ${incidents.length === 1 ? "incident" : "incidents"}`;
  find("explain-body").replaceChildren(el("p", { class: "note", text: "Reading…" }));
  if (!dialog.open) dialog.showModal();
  const answers = await Promise.all(newest.map(({ incident }) => fetch(`v1/incidents/${encodeURIComponent(incident)}`).catch(() => null)));
  const found = await Promise.all(answers.filter((answer) => answer?.ok).map((answer) => answer.json()));
  find("explain-body").replaceChildren(...happenings(found, incidents.length - found.length));
}

function showDay(tally, date) {
  for (const [name, value] of [["tally", tally], ["date", date]]) {
    const select = filters.elements[name];
    if ([...select.options].some((option) => option.value === value)) select.value = value;
  }
  draw();
  find("tallies").scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
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
NARROW.addEventListener("change", draw);
filters.addEventListener("submit", (event) => event.preventDefault());
find("map-world").addEventListener("click", ({ target }) => {
  const world = target.getAttribute("aria-pressed") !== "true";
  target.setAttribute("aria-pressed", String(world));
  map.showWorld(world);
});
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
  const key = decodeURIComponent(location.hash.slice(1));
  // Other anchors are places on the page.
  if (key.includes("|")) explain(key);
}
start();
