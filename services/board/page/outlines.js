// Country outlines: Natural Earth as TopoJSON (github.com/topojson/topojson-specification), decoded into rings of [longitude, latitude].

const ADDRESS = "vendor/countries-50m.json";
let read = null;

/** The rings of all countries, each with its bounds `[west, south, east, north]`; read once. */
export function outlines() {
  read ??= fetch(ADDRESS).then((answer) => answer.json()).then(rings);
  return read;
}

function rings({ arcs, objects, transform }) {
  const lines = arcs.map((arc) => decoded(arc, transform));
  const polygons = objects.countries.geometries.flatMap(({ type, arcs: parts }) => (type === "Polygon" ? [parts] : type === "MultiPolygon" ? parts : []));
  return polygons.flat().flatMap((indices) => {
    const points = indices.flatMap((index, position) => {
      const line = index < 0 ? [...lines[~index]].reverse() : lines[index];
      return position === 0 ? line : line.slice(1);
    });
    return unrolled(points).map((laid) => ({ points: laid, bounds: boundsOf(laid) }));
  });
}

/**
 * A ring over the 180th meridian in one piece on each side of the map; drawn as it is, it would leave a line across all of it. One
 * around the pole (Antarctica) has no piece, and is left out.
 */
function unrolled(points) {
  let turn = 0;
  const laid = points.map(([lon, lat], index) => {
    const step = index === 0 ? 0 : lon - points[index - 1][0];
    if (Math.abs(step) > 180) turn -= 360 * Math.sign(step);
    return [lon + turn, lat];
  });
  if (turn !== 0) return [];
  const [west, , east] = boundsOf(laid);
  const aside = (by) => laid.map(([lon, lat]) => [lon + by, lat]);
  return [laid, ...(east > 180 ? [aside(-360)] : []), ...(west < -180 ? [aside(360)] : [])];
}

/** Arcs hold differences of whole numbers (section 2.1.3). */
function decoded(arc, { scale, translate }) {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
}

export function boundsOf(points) {
  const bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of points) {
    bounds[0] = Math.min(bounds[0], lon);
    bounds[1] = Math.min(bounds[1], lat);
    bounds[2] = Math.max(bounds[2], lon);
    bounds[3] = Math.max(bounds[3], lat);
  }
  return bounds;
}
