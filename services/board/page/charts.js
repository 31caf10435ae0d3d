// Numbers over time, best as a line and low to high as a band, drawn by uPlot.

import uPlot from "./vendor/uPlot.esm.js";
import { day, moment, number } from "./text.js";

const HEIGHT = 370;
const LEAST_HEIGHT = 220;
const DAY_S = 86_400;
const TICKS_DAYS = [1, 2, 7, 14, 30, 91, 182, 365, 730, 1826, 3652];
const WITH_YEAR_S = 300 * DAY_S;

/**
 * Draws `lines` (each `{label, best, low, high}`, lists as long as `times`, null where nothing is said) over `times` (seconds) into
 * `host`. `daily` marks days, not moments; `read(text)` is told what the pointer is at, `pick(seconds)` which time is clicked.
 */
export function drawChart(host, { times, lines, daily = true, height = tall(host), read = () => {}, pick = null }) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const series = [{}];
  const bands = [];
  const data = [times];
  lines.forEach((line, index) => {
    const ink = colour(`--series-${1 + (index % 4)}`);
    const at = data.length;
    data.push(line.best, line.high, line.low);
    const stepped = daily ? {} : { paths: uPlot.paths.stepped({ align: 1 }) };
    series.push({ label: line.label, stroke: ink, width: 2, points: { show: true, size: 7, fill: ink }, ...stepped },
      { stroke: "transparent", width: 0, points: { show: false }, ...stepped }, { stroke: "transparent", width: 0, points: { show: false }, ...stepped });
    bands.push({ series: [at + 1, at + 2], fill: `${ink}33` });
  });
  const axis = { stroke: colour("--quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "12px system-ui" };
  const chart = new uPlot({
    width: host.clientWidth, height, series, bands,
    legend: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    scales: { x: { range: () => around(times) }, y: { range: (_, __, to) => [0, to * 1.1 || 1] } },
    axes: [{ ...axis, size: 32, ...(daily ? { incrs: TICKS_DAYS.map((days) => days * DAY_S), values: (_, at) => at.map((seconds) => tick(seconds, times)), space: 90 } : {}) },
      { ...axis, size: (_, values) => Math.max(60, 18 + 7 * Math.max(...(values ?? [""]).map(({ length }) => length))), values: (_, at) => at.map((value) => (Number.isInteger(value) ? number(value) : "")) }],
    cursor: { drag: { x: false, y: false }, points: { size: 10 } },
    hooks: { setCursor: [(shown) => read(readout(shown.cursor.idx, times, lines, daily))] },
  }, data, host);
  if (pick) chart.over.addEventListener("click", () => chart.cursor.idx !== null && pick(times[chart.cursor.idx]));
  return chart;
}

/** From and to, with some room. uPlot itself gives a single day a thousand days. */
function around(times) {
  const [from, to] = [times[0], times.at(-1)];
  const room = from === to ? DAY_S : (to - from) * 0.03;
  return [from - room, to + room];
}

/** `24 May`; over years `May 2025`, where the day would say nothing. */
function tick(seconds, times) {
  const whole = day(new Date(seconds * 1000).toISOString());
  return times.at(-1) - times[0] > WITH_YEAR_S ? whole.replace(/^\d+ (...)\S*/, "$1") : whole.replace(/ \d{4}$/, "");
}

const tall = (host) => Math.max(LEAST_HEIGHT, Math.min(HEIGHT, Math.round(host.clientWidth * 0.7)));

function readout(index, times, lines, daily) {
  if (index === null || index === undefined) return "";
  const when = new Date(times[index] * 1000).toISOString();
  const said = lines.filter(({ best }) => best[index] !== null).map(({ label, best, low, high }) =>
    `${label} ${number(best[index])}${low[index] === high[index] ? "" : ` (${number(low[index])} to ${high[index] === null ? "more" : number(high[index])})`}`);
  return `${daily ? day(when) : moment(when)}: ${said.join(", ")}`;
}
