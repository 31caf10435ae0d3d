// The drill-down: one tally, the incidents it counts, and the very sentences that say so.

import { drawChart } from "./charts.js";
import { GRADES, bounds, day, days, el, moment, number, published, side, theatre, value, words } from "./text.js";

/** Everything the dialog shows for `/v1/tallies/{key}` and its history. */
export function explanation({ tally, incidents, missing }, changes) {
  return [
    el("p", { class: "figure" }, el("strong", { text: value(tally) }),
      el("span", { class: "note", text: beside(tally) })),
    el("p", {}, el("span", { class: `grade ${tally.grade}`, text: tally.grade }), ` ${GRADES[tally.grade] ?? ""}. ${sources(tally)}`),
    ...incidents.map((incident) => incidentSection(incident, tally)),
    missing.length > 0 ? el("p", { class: "note", text: `${missing.length} more incidents have not arrived yet.` }) : null,
    tally.checks.length > 0 ? checksSection(tally.checks) : null,
    changes.length > 0 ? historySection(changes) : null,
  ].filter(Boolean);
}

/** Incidents with all their figures, as the map opens them; `more` says how many are not shown. */
export function happenings(incidents, more) {
  return [...incidents.map((incident) => incidentSection(incident, null)),
    more > 0 ? el("p", { class: "note", text: `${number(more)} more are at /v1/incidents.` }) : null].filter(Boolean);
}

export function title(tally) {
  const parts = [words(tally.tally), tally.programme ?? theatre(tally.theatre), tally.phase === null ? "" : `phase ${tally.phase}`,
    tally.place ?? "", side(tally.side), tally.group === "all" ? "" : tally.group ?? "", day(tally.date)];
  return parts.filter(Boolean).join(" · ");
}

/** What stands beside the number: its bounds where they say more, and what was agreed. */
function beside(tally) {
  const said = bounds(tally) === value(tally) ? "" : ` (${bounds(tally)})`;
  return tally.agreed === null ? said : `${said} of ${number(tally.agreed)} agreed`;
}

function sources(tally) {
  const origins = tally.origins === 1 ? "1 independent source" : `${tally.origins} independent sources`;
  const stories = tally.stories.length === 1 ? "1 story" : `${tally.stories.length} stories`;
  return `${origins}, ${stories}.`;
}

/** One incident; figures that the tally does not count are folded away. Without a tally all are shown, parts folded. */
function incidentSection(incident, tally) {
  const counts = (slot) => (tally === null ? !slot.part : isCounted(slot, tally, incident));
  const heading = [words(incident.type), incident.place ?? "", days(incident.start, incident.end)].filter(Boolean).join(", ");
  const counted = incident.slots.filter(counts);
  const others = incident.slots.filter((slot) => !counts(slot));
  return el("section", { class: "incident" },
    el("h3", {}, heading, incident.status === "happened" ? null : el("span", { class: "outcome", text: incident.status })),
    ...counted.map((slot) => slotSection(slot)),
    others.length > 0 ? el("details", { open: counted.length === 0 },
      el("summary", { text: `${others.length} other ${others.length === 1 ? "figure" : "figures"} of this incident` }), ...others.map((slot) => slotSection(slot))) : null,
    incident.reasons.length > 0 ? el("details", {}, el("summary", { text: "Why these claims are one incident" }),
      el("ul", {}, ...incident.reasons.map((reason) => el("li", { text: reason })))) : null,
    ...incident.violations.map((violation) => el("p", { class: "warning", text: violation })),
  );
}

/** Whether a slot is of the row's kind: its measure and unit, and its side, group and place where the row is kept by them. */
function isCounted(slot, tally, incident) {
  const fits = (kept, said) => kept === null || kept === said;
  return !slot.part && slot.mode === "increment"
    && (tally.measures.length === 0 || tally.measures.includes(slot.measure))
    && (tally.units.length === 0 || tally.units.includes(slot.unit))
    && fits(tally.side, slot.side) && fits(tally.group, slot.group) && fits(tally.place, slot.place ?? incident.place);
}

function slotSection(slot) {
  const whose = [side(slot.side), slot.group === "all" ? "" : slot.group, slot.place ?? ""].filter(Boolean).join(", ");
  const by = slot.by && slot.by !== slot.side ? ` by ${side(slot.by)}` : "";
  return el("div", { class: "slot" },
    el("h4", {}, `${words(slot.measure)}: `, el("strong", { text: value(slot) }), ` ${slot.unit}${whose ? `, ${whose}` : ""}${by} `,
      el("span", { class: `grade ${slot.grade}`, text: slot.grade })),
    slot.rule ? el("p", { class: "note", text: `Chosen by: ${words(slot.rule).toLowerCase()}` }) : null,
    el("ul", { class: "claims" }, ...slot.claims.map((claim) => claimItem(claim))),
  );
}

function claimItem({ figure, story, outcome, reason }) {
  const outlet = story.source.name || story.source.id;
  const credit = story.credit && story.credit !== outlet ? ` (credits ${story.credit})` : "";
  const says = [figure.claimant?.name ?? "", outlet + credit, published(story)];
  const standing = outcome === "standing";
  return el("li", { class: standing ? "claim" : "claim fallen" },
    el("blockquote", {}, ...highlighted(figure)),
    el("p", { class: "said" }, el("span", { text: says.filter(Boolean).join(" · ") }), " ",
      standing ? null : el("span", { class: "outcome", text: words(outcome) })),
    el("p", { class: "note" }, headline(story), reason ? ` ${reason}` : null),
  );
}

/** The sentence with the words that state the number marked; they are looked for, since offsets count in the whole story. */
export function highlighted({ sentence, text }) {
  const at = text ? sentence.indexOf(text) : -1;
  if (at < 0) return [sentence || text];
  return [sentence.slice(0, at), el("mark", { text }), sentence.slice(at + text.length)];
}

function headline(story) {
  const text = story.headline || story.story_id;
  // Only an address of the web becomes a link: a story may carry any text there.
  if (!/^https?:\/\//i.test(story.url ?? "")) return el("span", { text });
  return el("a", { href: story.url, rel: "noreferrer noopener", target: "_blank", text });
}

function checksSection(checks) {
  return el("details", { class: "checks" },
    el("summary", { text: `${checks.length} running totals that stories state, held against this count` }),
    el("ul", { class: "claims" }, ...checks.map(({ claim, counted, gap }) => el("li", { class: "claim" },
      el("blockquote", {}, ...highlighted(claim.figure)),
      el("p", { class: "note", text: `says ${value(claim.figure)}, counted ${number(counted)}${gap === null ? "" : `, gap ${number(gap)}`}` })))));
}

function historySection(changes) {
  const step = ({ before, after }) => `${before.low === null ? "new" : value(before)} → ${after.low === null ? "gone" : value(after)}`;
  const chart = el("div", { class: "chart", role: "img", "aria-label": "The number over time; the list below says the same" });
  const section = el("details", {}, el("summary", { text: `History: ${changes.length} ${changes.length === 1 ? "change" : "changes"}` }), chart,
    el("ol", { class: "history" }, ...[...changes].reverse().map((change) =>
      el("li", {}, el("strong", { text: step(change) }), el("span", { class: "note", text: ` ${moment(change.changed_at)}${change.story_id ? `, ${change.story_id}` : ""}` })))));
  // Drawn when first unfolded: before that it has no width.
  section.addEventListener("toggle", () => {
    if (section.open && changes.length > 1 && chart.childElementCount === 0) drawChart(chart, { ...overTime(changes), daily: false, height: 180 });
  });
  return section;
}

function overTime(changes) {
  const at = new Map(changes.map(({ changed_at: time, after }) => [Math.floor(Date.parse(time) / 1000), after]));
  const times = [...at.keys()].sort((one, other) => one - other);
  const all = (of) => times.map((time) => of(at.get(time)));
  return { times, lines: [{ label: "best", best: all((after) => after.best ?? after.low), low: all(({ low }) => low), high: all(({ high }) => high) }] };
}
