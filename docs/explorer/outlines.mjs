// Takes of Natural Earth what the map shows, so that the page need not load the world: writes outlines.json.

import { readFileSync, writeFileSync } from "node:fs";

const SEEN = { west: 8, east: 112, south: 25, north: 72 };
const FINE = 0.08; // degrees between points where the map shows them, and beyond its edge
const COARSE = 3;
const world = JSON.parse(readFileSync(new URL("node_modules/world-atlas/countries-50m.json", import.meta.url)));
const [[across, up], [west, south]] = [world.transform.scale, world.transform.translate];

const degrees = ([x, y]) => [x * across + west, y * up + south];
const isSeen = (point) => {
  const [east, north] = degrees(point);
  return east > SEEN.west && east < SEEN.east && north > SEEN.south && north < SEEN.north;
};

function thinned(points) {
  const kept = [points[0]];
  for (const point of points.slice(1, -1)) {
    const [from, to] = [degrees(kept.at(-1)), degrees(point)];
    if (Math.hypot(to[0] - from[0], to[1] - from[1]) >= (isSeen(point) ? FINE : COARSE)) kept.push(point);
  }
  return [...kept, points.at(-1)];
}

// An arc is told by its first point and the steps from each to the next.
function summed(steps) {
  let [x, y] = [0, 0];
  return steps.map(([right, above]) => [(x += right), (y += above)]);
}

const stepsOf = (points) => points.map(([x, y], at) => (at ? [x - points[at - 1][0], y - points[at - 1][1]] : [x, y]));

const arcs = world.arcs.map(summed);
const places = new Map();
const renumbered = (arc) => {
  const old = arc < 0 ? ~arc : arc;
  if (!places.has(old)) places.set(old, places.size);
  return arc < 0 ? ~places.get(old) : places.get(old);
};
const geometries = world.objects.countries.geometries.flatMap(({ type, arcs: rings }) => {
  const polygons = type === "Polygon" ? [rings] : rings;
  const shown = polygons.filter((polygon) => polygon[0].some((arc) => arcs[arc < 0 ? ~arc : arc].some(isSeen)));
  return shown.length ? [{ type: "MultiPolygon", arcs: shown.map((polygon) => polygon.map((ring) => ring.map(renumbered))) }] : [];
});
const outlines = { ...world, arcs: [...places.keys()].map((arc) => stepsOf(thinned(arcs[arc]))), objects: { countries: { type: "GeometryCollection", geometries } } };
writeFileSync(new URL("outlines.json", import.meta.url), JSON.stringify(outlines));
