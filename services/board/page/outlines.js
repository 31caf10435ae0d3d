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
  return polygons.flat().map((indices) => {
    const points = indices.flatMap((index, position) => {
      const line = index < 0 ? [...lines[~index]].reverse() : lines[index];
      return position === 0 ? line : line.slice(1);
    });
    return { points, bounds: boundsOf(points) };
  });
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
