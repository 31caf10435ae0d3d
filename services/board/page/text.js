// Words and elements. Text of stories reaches the page through textContent alone, so it is never markup.

import { COUNTRIES } from "./countries.js";

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes, properties `text` and `class`, and children (elements or strings). */
export const el = (tag, attributes = {}, ...children) => filled(document.createElement(tag), attributes, children);

/** The same in SVG. */
export const svg = (tag, attributes = {}, ...children) => filled(document.createElementNS(SVG, tag), attributes, children);

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.textContent = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const NUMBERS = new Intl.NumberFormat("en");
const DAYS = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const MOMENTS = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "UTC",
});

export const number = (value) => (value === null || value === undefined ? "?" : NUMBERS.format(value));

/** Low to high in words: `390`, `162 or more`, `24 to 99`. */
export function bounds(row) {
  if (row.high === null) return `${number(row.low)} or more`;
  return row.low === row.high ? number(row.low) : `${number(row.low)} to ${number(row.high)}`;
}

/** The one number to show: the best, else the bounds. */
export const value = (row) => (row.best === null || row.best === undefined ? bounds(row) : number(row.best));

export function day(iso) {
  return iso ? DAYS.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`)) : "";
}

export function days(start, end) {
  if (!start || !end || start === end) return day(end ?? start);
  return `${day(start)} to ${day(end)}`;
}

/** When a story was published, no finer than it says. */
export function published(story) {
  if (story.published_precision === "time") return `${MOMENTS.format(new Date(story.published_at))} UTC`;
  if (story.published_precision === "day") return day(story.published_at);
  return day(story.published_at).replace(/^\d+ /, "");
}

export const moment = (iso) => (iso ? `${MOMENTS.format(new Date(iso))} UTC` : "");

/** `prisoners_exchanged` as words. */
export function words(slug) {
  const text = (slug ?? "").replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A side by name: a state's English name, else the slug's words in capitals; the article of `al-shabaab` keeps its hyphen. */
export function side(id) {
  if (!id) return "";
  if (id === "XX") return "unplaced";
  return COUNTRIES[id] ?? id.split("-").map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join(" ").replaceAll(/\b(Al|El|An|As) /g, "$1-");
}

/** `ISR-LBN-hezbollah`: states come first in the alphabet, what follows them is one slug with hyphens of its own. */
export function theatre(id) {
  const [, states, slug] = /^((?:[A-Z]{3}(?:-|$))*)(.*)$/.exec(id ?? "");
  const sides = [...states.split("-"), slug].filter(Boolean).map(side);
  return sides.length < 2 ? sides.join("") : `${sides.slice(0, -1).join(", ")} and ${sides.at(-1)}`;
}

export const GRADES = {
  agreed: "opposed parties state the same number",
  corroborated: "two or more independent sources",
  single: "one source",
  contested: "the parties' numbers do not meet",
  denied: "denied, and nobody else asserts it",
  unknown: "not graded",
};
