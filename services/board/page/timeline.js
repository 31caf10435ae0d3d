// The timeline: one tally by day, a line for each side.

import { drawChart } from "./charts.js";
import { day, el, number, side, words } from "./text.js";

const MOST_SIDES = 4;

/** Draws into `host` the tally chosen in `select`, which it fills; `pick(tally, day)` is called for a day that is clicked. */
export class Timeline {
  constructor(host, select, readout, pick) {
    Object.assign(this, { host, select, readout, pick, rows: [], chart: null, drawn: "" });
    select.addEventListener("change", () => this.render());
    new ResizeObserver(() => this.render()).observe(host);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.render(true));
  }

  show(rows) {
    this.rows = rows.filter((row) => row.date !== null && (row.group ?? "all") === "all");
    this.fillSelect();
    this.render();
  }

  fillSelect() {
    const days = new Map();
    for (const { tally, date } of this.rows) days.set(tally, (days.get(tally) ?? new Set()).add(date));
    const names = [...days.keys()].sort();
    const standing = [...this.select.options].map(({ value }) => value);
    if (names.join() === standing.join()) return;
    const longest = [...names].sort((one, other) => days.get(other).size - days.get(one).size)[0];
    const chosen = names.includes(this.select.value) ? this.select.value : longest;
    this.select.replaceChildren(...names.map((value) => el("option", { value, text: words(value) })));
    if (chosen) this.select.value = chosen;
  }

  render(anew = false) {
    const shown = this.rows.filter(({ tally }) => tally === this.select.value);
    const { times, lines } = byDay(shown);
    const state = JSON.stringify([this.host.clientWidth, this.select.value, times, lines]);
    if (this.host.clientWidth === 0 || (state === this.drawn && !anew)) return;
    this.drawn = state;
    this.chart?.destroy();
    this.chart = null;
    if (times.length === 0) return;
    this.host.setAttribute("aria-label", `${words(this.select.value)} by day: ${summary(times, lines)}. The table below has every number.`);
    this.readout.replaceChildren(...legend(lines));
    const read = (text) => (text ? this.readout.replaceChildren(text) : this.readout.replaceChildren(...legend(lines)));
    const pick = (seconds) => this.pick(this.select.value, iso(seconds));
    this.chart = drawChart(this.host, { times, lines, read, pick });
  }
}

const iso = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 10);

/** Rows of one day and side are added: they differ in place, phase or theatre. Where a bound is open, so is the sum's. */
function byDay(rows) {
  const days = [...new Set(rows.map(({ date }) => date))].sort();
  const sides = new Map();
  for (const row of rows) {
    const id = row.side ?? "";
    if (!sides.has(id)) sides.set(id, { id, size: 0, found: new Map(days.map((date) => [date, []])) });
    const one = sides.get(id);
    one.size += row.best ?? row.low;
    one.found.get(row.date).push(row);
  }
  const largest = [...sides.values()].sort((one, other) => other.size - one.size).slice(0, MOST_SIDES);
  const lines = largest.map(({ id, found: byDate }) => {
    const sums = [...byDate.values()];
    const add = (of) => sums.map((found) => (found.length === 0 || found.some((row) => of(row) === null) ? null : found.reduce((sum, row) => sum + of(row), 0)));
    return { label: side(id) || "side unsaid", best: add((row) => row.best ?? row.low), low: add((row) => row.low), high: add((row) => row.high) };
  });
  return { times: days.map((date) => Date.parse(date) / 1000), lines };
}

function legend(lines) {
  return lines.map(({ label }, index) => el("span", { class: `key key-${1 + (index % 4)}`, text: label }));
}

function summary(times, lines) {
  const last = times.length - 1;
  return lines.map(({ label, best }) => {
    const at = best.findLastIndex((value) => value !== null);
    return at < 0 ? "" : `${label} ${number(best[at])} on ${day(iso(times[at]))}`;
  }).filter(Boolean).join(", ") + ` (${last + 1} days)`;
}
