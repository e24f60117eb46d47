// Takes of Natural Earth what the map shows, so that the page need not load the world: writes outlines.json.

import { readFileSync, writeFileSync } from "node:fs";

import { feature } from "topojson-client";

const SEEN = { west: 10, east: 110, south: 25, north: 72 };
const world = JSON.parse(readFileSync(new URL("node_modules/world-atlas/countries-50m.json", import.meta.url)));
const countries = world.objects.countries.geometries.filter((country) => {
  const points = feature(world, country).geometry.coordinates.flat(Infinity);
  return points.some((west, at) => at % 2 === 0 && west > SEEN.west && west < SEEN.east && points[at + 1] > SEEN.south && points[at + 1] < SEEN.north);
});

const places = new Map();
const renumbered = (arc) => {
  if (Array.isArray(arc)) return arc.map(renumbered);
  const old = arc < 0 ? ~arc : arc;
  if (!places.has(old)) places.set(old, places.size);
  return arc < 0 ? ~places.get(old) : places.get(old);
};
const geometries = countries.map(({ type, arcs }) => ({ type, arcs: renumbered(arcs) }));
const outlines = { ...world, arcs: [...places.keys()].map((arc) => world.arcs[arc]), objects: { countries: { type: "GeometryCollection", geometries } } };
writeFileSync(new URL("outlines.json", import.meta.url), JSON.stringify(outlines));
