// The map: a dot for each place where something happened, over country outlines, fitted to the places.

import { boundsOf, outlines } from "./outlines.js";
import { day, svg, words } from "./text.js";

const LEAST_DEGREES = 8;
const MARGIN = 0.14;
const WORLD = [-179, -58, 179, 78];
const MOST_LABELS = 14;
const EXCHANGES = new Set(["prisoner_exchange", "prisoner_release", "exchange_agreement", "body_repatriation", "talks", "agreement", "ceasefire"]);

/** Draws into `host`; `open(place)` is called with `{name, incidents}` for the dot that is chosen. */
export class IncidentMap {
  constructor(host, open) {
    this.host = host;
    this.open = open;
    this.places = [];
    this.world = false;
    this.drawn = "";
    new ResizeObserver(() => this.render()).observe(host);
    host.addEventListener("keydown", (event) => this.step(event));
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
    this.render();
  }

  async render() {
    const width = this.host.clientWidth;
    if (width === 0) return;
    const state = JSON.stringify([width, this.world, this.places.map(({ id, incidents }) => [id, incidents.length])]);
    if (state === this.drawn) return;
    this.drawn = state;
    const rings = await outlines();
    if (state !== this.drawn) return; // a newer drawing was asked for meanwhile
    const height = Math.round(Math.min(380, width * 0.72));
    const project = projection(this.world || this.places.length === 0 ? WORLD : padded(boundsOf(this.places.map(({ lon, lat }) => [lon, lat]))), width, height);
    const focused = document.activeElement?.dataset?.place;
    const dots = this.places.map((place, index) => this.dot(place, project, index === 0));
    this.host.replaceChildren(svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": "Map of incidents; arrow keys go from place to place" },
      svg("path", { class: "land", d: landPath(rings, project) }), ...labels(this.places, project), ...dots));
    if (focused) dots.find((dot) => dot.dataset.place === focused)?.focus();
  }

  dot(place, project, first) {
    const [x, y] = project(place.lon, place.lat);
    const count = place.incidents.length;
    const radius = 5 + 3 * Math.sqrt(count);
    const kinds = [...new Set(place.incidents.map(({ type }) => words(type).toLowerCase()))].join(", ");
    const title = `${place.name}: ${count} ${count === 1 ? "incident" : "incidents"} (${kinds}), last ${day(place.last) || "undated"}`;
    const dot = svg("g", { class: `dot ${place.exchange ? "exchange" : "harm"}${place.vague ? " vague" : ""}`, role: "button", tabindex: first ? 0 : -1, "aria-label": title, "data-place": place.id },
      svg("title", { text: title }), svg("circle", { cx: x, cy: y, r: radius }),
      count > 1 ? svg("text", { x, y, text: String(count), "aria-hidden": "true" }) : null);
    dot.addEventListener("click", () => this.open(place));
    return dot;
  }

  /** One stop for the tab key; the arrows go on from there, west to east. */
  step(event) {
    const dots = [...this.host.querySelectorAll(".dot")];
    const at = dots.indexOf(document.activeElement);
    if (at < 0) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.open(this.places[at]);
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
  for (const place of places.values()) {
    place.last = place.incidents.map(({ start, end }) => end ?? start ?? "").sort().at(-1);
    place.exchange = place.incidents.every(({ type }) => EXCHANGES.has(type));
  }
  return [...places.values()].sort((one, other) => one.lon - other.lon);
}

/** Bounds with a margin, never so narrow that one town fills the map. */
function padded([west, south, east, north]) {
  const wide = Math.max((east - west) * (1 + 2 * MARGIN), LEAST_DEGREES);
  const high = Math.max((north - south) * (1 + 2 * MARGIN), LEAST_DEGREES / 2);
  const [lon, lat] = [(west + east) / 2, (south + north) / 2];
  return [lon - wide / 2, lat - high / 2, lon + wide / 2, lat + high / 2];
}

/** Equirectangular, true to scale on the middle parallel; the bounds fit whole into the frame. */
function projection([west, south, east, north], width, height) {
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
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

/** Names of the places with most incidents, where they do not cover one another. */
function labels(places, project) {
  const taken = places.map(({ lon, lat }) => {
    const [x, y] = project(lon, lat);
    return [x - 6, y - 6, x + 6, y + 6];
  });
  const drawn = [];
  for (const place of [...places].sort((one, other) => other.incidents.length - one.incidents.length)) {
    const [x, y] = project(place.lon, place.lat);
    const box = [x + 7, y - 8, x + 14 + 7 * place.name.length, y + 8];
    if (drawn.length >= MOST_LABELS || taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
    taken.push(box);
    drawn.push(svg("text", { class: "place", x: x + 8 + 3 * Math.sqrt(place.incidents.length), y, text: place.name, "aria-hidden": "true" }));
  }
  return drawn;
}
