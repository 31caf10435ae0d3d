// The map: a dot for each place where something happened, over country outlines, fitted to the places.

import { boundsOf, outlines } from "./outlines.js";
import { day, svg, words } from "./text.js";

const LEAST_DEGREES = 8;
const LEAST_DEGREES_NEAR = 0.8;
const SAME_SPOT_DEGREES = 0.05;
const MARGIN = 0.14;
const WORLD = [-179, -58, 179, 78];
const EDGES = [-180, -60, 180, 84];
const MOST_LABELS = 14;
const TOGETHER_PX = 17;
const LARGEST_PX = 22;
const EXCHANGES = new Set(["prisoner_exchange", "prisoner_release", "exchange_agreement", "body_repatriation", "talks", "agreement", "ceasefire"]);

/**
 * Draws into `host`; `open(place)` is called with `{name, incidents}` for the dot that is chosen. Places that would cover one another
 * share a dot, and choosing it goes nearer; the button `back` leads out again.
 */
export class IncidentMap {
  constructor(host, back, open) {
    this.host = host;
    this.back = back;
    this.open = open;
    this.places = [];
    this.dots = [];
    this.world = false;
    this.near = null;
    this.drawn = "";
    new ResizeObserver(() => this.render()).observe(host);
    host.addEventListener("keydown", (event) => this.step(event));
    back.addEventListener("click", () => this.goNear(null));
  }

  /** How many of `incidents` have a place on the map. */
  show(incidents) {
    const placed = incidents.filter(({ where }) => where !== null && where.lat !== null && where.lon !== null);
    this.places = grouped(placed);
    this.render();
    return placed.length;
  }

  showWorld(world) {
    this.world = world;
    this.goNear(null);
  }

  /** Show what lies in `bounds`; null shows all places again. */
  goNear(bounds) {
    this.near = bounds;
    this.back.hidden = bounds === null;
    this.render();
  }

  frame() {
    if (this.near !== null) return padded(this.near, LEAST_DEGREES_NEAR);
    if (this.world || this.places.length === 0) return WORLD;
    return padded(boundsOf(this.places.map(({ lon, lat }) => [lon, lat])), LEAST_DEGREES);
  }

  async render() {
    const width = this.host.clientWidth;
    if (width === 0) return;
    const state = JSON.stringify([width, this.world, this.near, this.places.map(({ id, incidents }) => [id, incidents.length])]);
    if (state === this.drawn) return;
    this.drawn = state;
    const rings = await outlines();
    if (state !== this.drawn) return; // a newer drawing was asked for meanwhile
    const frame = this.frame();
    const height = tall(frame, width);
    const project = projection(frame, width, height);
    const focused = this.host.contains(document.activeElement) ? document.activeElement.dataset.place : undefined;
    this.dots = together(this.places.filter(({ lon, lat }) => project.sees([lon, lat, lon, lat])), project);
    const dots = this.dots.map((dot, index) => this.draw(dot, index === 0));
    this.host.replaceChildren(svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": "Map of incidents; arrow keys go from place to place" },
      svg("path", { class: "land", d: landPath(rings, project) }), ...labels(this.dots, width), ...dots));
    if (focused) (dots.find((dot) => dot.dataset.place === focused) ?? dots[0])?.focus();
  }

  draw(place, first) {
    const { x, y } = place;
    const count = place.incidents.length;
    const kinds = [...new Set(place.incidents.map(({ type }) => words(type).toLowerCase()))].join(", ");
    const more = place.others > 0 ? ` and ${place.others} more ${place.others === 1 ? "place" : "places"}` : "";
    const title = `${place.name}${more}: ${count} ${count === 1 ? "incident" : "incidents"} (${kinds}), last ${day(place.last) || "undated"}`;
    const dot = svg("g", { class: `dot ${place.exchange ? "exchange" : "harm"}${place.vague ? " vague" : ""}`, role: "button", tabindex: first ? 0 : -1, "aria-label": title, "data-place": place.id },
      svg("title", { text: title }), svg("circle", { cx: x, cy: y, r: radius(place) }),
      count > 1 ? svg("text", { x, y, text: String(count), "aria-hidden": "true" }) : null);
    dot.addEventListener("click", () => this.choose(place));
    return dot;
  }

  choose(dot) {
    const [west, south, east, north] = dot.bounds;
    if (Math.max(east - west, north - south) < SAME_SPOT_DEGREES) this.open(dot);
    else this.goNear(dot.bounds);
  }

  /** One stop for the tab key; the arrows go on from there, west to east. */
  step(event) {
    const dots = [...this.host.querySelectorAll(".dot")];
    const at = dots.indexOf(document.activeElement);
    if (at < 0) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.choose(this.dots[at]);
      return;
    }
    if (event.key === "Escape" && this.near !== null) {
      this.goNear(null);
      return;
    }
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = dots[(at + by + dots.length) % dots.length];
    dots[at].setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }
}

function grouped(incidents) {
  const places = new Map();
  for (const incident of incidents) {
    const { lat, lon, name, precision } = incident.where;
    const id = `${lat} ${lon}`;
    if (!places.has(id)) places.set(id, { id, name, lat, lon, vague: precision === "country" || precision === "admin1", incidents: [] });
    places.get(id).incidents.push(incident);
  }
  return [...places.values()];
}

/** Dots from west to east, each a place with the smaller ones that it would cover. */
function together(places, project) {
  const dots = [];
  for (const place of [...places].sort((one, other) => other.incidents.length - one.incidents.length)) {
    const [x, y] = project(place.lon, place.lat);
    const near = dots.find((dot) => Math.hypot(dot.x - x, dot.y - y) < Math.max(TOGETHER_PX, radius(dot) + radius(place)));
    if (near) {
      near.places.push(place);
      near.incidents.push(...place.incidents);
    } else dots.push({ x, y, places: [place], incidents: [...place.incidents] });
  }
  return dots.map(({ x, y, places: all, incidents }) => ({
    ...all[0], x, y, incidents, others: all.length - 1, vague: all.every(({ vague }) => vague),
    bounds: boundsOf(all.map(({ lon, lat }) => [lon, lat])),
    last: incidents.map(({ start, end }) => end ?? start ?? "").sort().at(-1),
    exchange: incidents.every(({ type }) => EXCHANGES.has(type)),
  })).sort((one, other) => one.lon - other.lon);
}

const radius = ({ incidents }) => Math.min(LARGEST_PX, 5 + 3 * Math.sqrt(incidents.length));

/** Bounds with a margin, never so narrow that one town fills the map. */
function padded([west, south, east, north], least) {
  const wide = Math.max((east - west) * (1 + 2 * MARGIN), least);
  const high = Math.max((north - south) * (1 + 2 * MARGIN), least / 2);
  const [lon, lat] = [(west + east) / 2, (south + north) / 2];
  const [left, bottom, right, top] = EDGES;
  return [Math.max(left, lon - wide / 2), Math.max(bottom, lat - high / 2), Math.min(right, lon + wide / 2), Math.min(top, lat + high / 2)];
}

const squeezed = ([, south, , north]) => Math.cos((((south + north) / 2) * Math.PI) / 180);

/** No higher than the frame needs, within what reads well beside the timeline. */
function tall(frame, width) {
  const [west, south, east, north] = frame;
  const needed = (width * (north - south)) / ((east - west) * squeezed(frame));
  return Math.round(Math.min(380, width * 0.72, Math.max(needed, width * 0.5)));
}

/** Equirectangular, true to scale on the middle parallel; the bounds fit whole into the frame. */
function projection(frame, width, height) {
  const [west, south, east, north] = frame;
  const squeeze = squeezed(frame);
  const scale = Math.min(width / ((east - west) * squeeze), height / (north - south));
  const project = (lon, lat) => [width / 2 + (lon - (west + east) / 2) * squeeze * scale, height / 2 - (lat - (south + north) / 2) * scale];
  project.sees = ([w, s, e, n]) => {
    const [left, bottom] = project(w, s);
    const [right, top] = project(e, n);
    return right >= 0 && left <= width && bottom >= 0 && top <= height;
  };
  return project;
}

function landPath(rings, project) {
  return rings.filter(({ bounds }) => project.sees(bounds))
    .map(({ points }) => `M${points.map(([lon, lat]) => project(lon, lat).map((value) => value.toFixed(1)).join(" ")).join("L")}Z`).join("");
}

/** Names of the dots with most incidents, where they cover nothing and fit the frame. */
function labels(dots, width) {
  const taken = dots.map((dot) => [dot.x - radius(dot), dot.y - radius(dot), dot.x + radius(dot), dot.y + radius(dot)]);
  const drawn = [];
  for (const dot of [...dots].sort((one, other) => other.incidents.length - one.incidents.length)) {
    if (drawn.length >= MOST_LABELS) break;
    const { x, y } = dot;
    const text = dot.others > 0 ? `${dot.name} +${dot.others}` : dot.name;
    const [from, long] = [radius(dot) + 3, 7 * text.length];
    const free = ({ left, right }) => left >= 0 && right <= width && !taken.some((other) => left < other[2] && other[0] < right && y - 8 < other[3] && other[1] < y + 8);
    const place = [{ anchor: "start", at: x + from, left: x + from, right: x + from + long }, { anchor: "end", at: x - from, left: x - from - long, right: x - from }].find(free);
    if (!place) continue;
    taken.push([place.left, y - 8, place.right, y + 8]);
    drawn.push(svg("text", { class: `place ${place.anchor}`, x: place.at, y, text, "aria-hidden": "true" }));
  }
  return drawn;
}
