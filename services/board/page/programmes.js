// Exchange programmes: for each side a bar that its phases fill towards the agreed number.

import { bounds, day, el, number, side, theatre, value } from "./text.js";

/** Of a phone's width; a number cut in two is another number. */
const LEAST_SHARE_A_DIGIT = 0.03;

/** Cards for all rows of `programme_progress`; each bar opens its tally through `explain(key)`. */
export function programmeCards(rows, explain) {
  const cards = new Map();
  for (const row of rows) {
    if (row.tally !== "programme_progress" || (row.group ?? "all") !== "all") continue;
    const name = `${row.theatre}|${row.programme}`;
    if (!cards.has(name)) cards.set(name, []);
    cards.get(name).push(row);
  }
  return [...cards.values()].map((sides) => card(sides, rows, explain));
}

function card(sides, rows, explain) {
  const [first] = sides;
  return el("article", { class: "card" },
    el("h3", { text: first.programme ?? "Unnamed programme" }),
    el("p", { class: "note", text: theatre(first.theatre) }),
    ...sides.map((row) => bar(row, phasesOf(row, rows), explain)),
  );
}

function phasesOf(progress, rows) {
  return rows.filter((row) => row.tally === "prisoners_exchanged" && row.programme === progress.programme
    && row.theatre === progress.theatre && row.side === progress.side && (row.group ?? "all") === "all" && row.phase !== null);
}

function bar(row, phases, explain) {
  const done = row.best ?? row.low;
  const whole = Math.max(row.agreed ?? 0, done, 1);
  const track = el("div", { class: "track", role: "presentation" });
  let counted = 0;
  for (const phase of phases) {
    const size = phase.best ?? phase.low;
    counted += size;
    track.append(segment(size, whole, `phase ${phase.phase}`, () => explain(phase.key), `Phase ${phase.phase}, ${day(phase.date)}: ${number(size)}${bounds(phase) === value(phase) ? "" : ` (${bounds(phase)})`}, ${phase.grade}`));
  }
  if (done > counted) track.append(segment(done - counted, whole, "", () => explain(row.key), `Outside numbered phases: ${number(done - counted)}`));
  if (row.agreed !== null && done > row.agreed) {
    const goal = el("span", { class: "goal", title: `${number(row.agreed)} agreed` });
    goal.style.setProperty("--at", `${(100 * row.agreed) / whole}%`);
    track.append(goal);
  }
  const spread = bounds(row) === value(row) ? "" : ` (${bounds(row)})`;
  const agreed = `${spread}${row.agreed === null ? "" : ` of ${number(row.agreed)}`}`;
  const label = el("button", { type: "button", class: "plain", text: side(row.side) || "All" });
  label.addEventListener("click", () => explain(row.key));
  return el("div", { class: "progress" },
    el("div", { class: "progress-head" }, label, el("span", {}, el("strong", { text: value(row) }), el("span", { class: "note", text: agreed })),
      el("span", { class: `grade ${row.grade}`, text: row.grade })),
    track,
  );
}

function segment(size, whole, label, onOpen, title) {
  const button = el("button", { type: "button", class: "segment", title, "aria-label": title });
  const fits = size / whole > LEAST_SHARE_A_DIGIT * number(size).length;
  if (fits) button.append(el("span", { class: "segment-number", text: number(size) }), el("span", { class: "segment-label", text: label }));
  button.style.setProperty("--share", `${(100 * size) / whole}%`);
  button.addEventListener("click", onOpen);
  return button;
}
