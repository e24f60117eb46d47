// The map: towns of the book by number of observations, with their enterprises.

import { dot, geo, plot, text } from "@observablehq/plot";
import { feature } from "topojson-client";

import { element, reachable } from "./dom.js";
import outlines from "./outlines.json";
import { json, SITE } from "./site.js";
import { slug } from "./words.js";

const VIEWS = {
  "The whole": [[23, 37], [92, 62]],
  "Moscow and the Volga": [[33, 50.5], [48, 59.5]],
  "Donbass and the south": [[29, 44.5], [46, 50.5]],
  Urals: [[52, 51], [66, 60.5]],
};
const NAMED = 60;

const root = document.getElementById("map-app");
const part = (name) => root.querySelector(`[data-part="${name}"]`);
const land = feature(outlines, outlines.objects.countries);
let places, view, chosen;

const page = (path) => new URL(path, SITE).href;

function box([[west, south], [east, north]]) {
  const along = (from, to, other, flip) => Array.from({ length: 21 }, (_, n) => (flip ? [other, from + ((to - from) * n) / 20] : [from + ((to - from) * n) / 20, other]));
  return { type: "MultiPoint", coordinates: [...along(west, east, south), ...along(west, east, north), ...along(south, north, west, true), ...along(south, north, east, true)] };
}

function drawMap() {
  const wide = Math.max(280, part("map").clientWidth);
  const shown = places.filter((place) => place.at).sort((a, b) => b.observations - a.observations);
  const size = (place) => Math.sqrt(place.observations);
  const at = { x: (place) => place.at[0], y: (place) => place.at[1] };
  const [from, to] = VIEWS[view];
  const inside = shown.filter(({ at: [x, y] }) => x > from[0] && x < to[0] && y > from[1] && y < to[1]);
  const hide = { ariaHidden: "true" };
  const svg = plot({
    width: wide,
    height: Math.round(wide * (wide < 500 ? 0.85 : 0.55)),
    projection: { type: "conic-equal-area", precision: 0, parallels: [45, 60], rotate: [-(from[0] + to[0]) / 2, 0], domain: box(VIEWS[view]) },
    r: { range: [0, wide < 500 ? 12 : 18], domain: [0, Math.max(...shown.map(size))], type: "linear" },
    ariaLabel: `Map: ${view}`,
    style: { fontSize: wide < 500 ? "11px" : "12px" },
    marks: [
      geo(land, { className: "map-land", strokeWidth: 0.6, ...hide }),
      dot(shown.filter((place) => place.observations), { ...at, r: (place) => Math.max(size(place), 1), fill: "var(--chart-3)", fillOpacity: 0.65, stroke: "var(--chart-3)", className: "map-dot", ...hide }),
      dot(shown.filter((place) => !place.observations), { ...at, r: 3.5, fill: "var(--chart-paper)", stroke: "var(--chart-3)", className: "map-ring", ...hide }),
      text(inside.slice(0, wide < 500 ? 14 : NAMED), { ...at, text: "place", dy: -11, fill: "var(--chart-ink)", stroke: "var(--chart-paper)", strokeWidth: 3, className: "map-name", ...hide }),
      dot(inside, { ...at, r: 11, fill: "transparent", stroke: null, href: (place) => `#place=${encodeURIComponent(place.place)}`, className: "chart-target" }),
    ],
  });
  svg.setAttribute("role", "group");
  part("map").replaceChildren(svg);
  withoutOverlap(svg.querySelectorAll(".map-name text"), svg.querySelectorAll(".map-dot circle, .map-ring circle"));
  reachable(svg.querySelector(".chart-target"), part("tip"), (place) => inWords(inside[place]));
}

// Names of larger places go first, above, beneath or beside their mark; one that would cover another, or a mark, is left out.
function withoutOverlap(names, marks) {
  const boxes = [...marks].map((mark) => mark.getBoundingClientRect());
  const kept = [];
  const apart = (one, two) => one.right < two.left || one.left > two.right || one.bottom < two.top || one.top > two.bottom;
  for (const name of names) {
    const { width, height, left, bottom } = name.getBoundingClientRect();
    const [x, y] = [left + width / 2, bottom + 6]; // about the middle of its mark
    const own = (mark) => Math.hypot((mark.left + mark.right) / 2 - x, (mark.top + mark.bottom) / 2 - y) < 6;
    const radius = Math.max(5, ...boxes.filter(own).map((mark) => mark.width / 2));
    const beside = [width / 2 + radius + 3, height / 2 + 6];
    const places = [[0, 0], beside, [-beside[0], beside[1]], [0, height + 14]];
    const before = name.getAttribute("transform") ?? "";
    const found = places.some(([along, down]) => {
      name.setAttribute("transform", `translate(${along},${down}) ${before}`);
      const box = name.getBoundingClientRect();
      return kept.every((one) => apart(box, one)) && boxes.every((mark) => own(mark) || apart(box, mark));
    });
    if (found) kept.push(name.getBoundingClientRect());
    else name.remove();
  }
}

const inWords = ({ place, observations, enterprises }) => `${place}: ${observations} observations, ${enterprises.length} enterprises`;

function linksOf(place) {
  const inExplorer = page(`explorer.html#table=observations&is.place=${encodeURIComponent(place.place)}`);
  return element(
    "p",
    {},
    place.observations ? element("a", { href: inExplorer }, `${place.observations} observations in the explorer`) : "No observation of its own",
    " · ",
    element("a", { href: page(`search.html?q=${encodeURIComponent(place.place)}`) }, "Search for it"),
  );
}

function drawPlace() {
  const place = places.find((one) => one.place === chosen);
  part("place").hidden = !place;
  if (!place) return;
  const other = place.now && slug(place.now) !== slug(place.place) ? `, now ${place.now}` : "";
  const items = place.enterprises.map(([name, kind]) => element("li", {}, element("a", { href: page(`enterprise/${slug(name)}.html`) }, name), kind ? ` (${kind})` : ""));
  part("place").replaceChildren(
    element("h2", {}, place.place),
    element("p", {}, `${place.kind[0].toUpperCase()}${place.kind.slice(1)}${place.part_of ? ` in ${place.part_of}` : ""}${other}. ${place.argument ?? ""}`),
    linksOf(place),
    ...(items.length ? [element("p", {}, `${items.length} enterprise${items.length > 1 ? "s" : ""}:`), element("ul", {}, ...items)] : []),
  );
}

function drawAreas() {
  const rows = places.filter((place) => !place.at).sort((a, b) => b.observations - a.observations);
  const cells = (place) => [element("a", { href: `#place=${encodeURIComponent(place.place)}` }, place.place), place.kind, String(place.observations), String(place.enterprises.length)];
  const head = ["place", "kind", "observations", "enterprises"].map((name) => element("th", { scope: "col" }, name));
  part("areas").replaceChildren(element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows.map((place) => element("tr", {}, ...cells(place).map((cell) => element("td", {}, cell))))));
}

function drawViews() {
  const buttons = Object.keys(VIEWS).map((name) =>
    element("button", { type: "button", "aria-pressed": String(name === view), onclick: () => go(name) }, name),
  );
  part("views").replaceChildren(...buttons);
}

function go(name) {
  view = name;
  drawViews();
  drawMap();
  part("views").querySelector('[aria-pressed="true"]').focus();
}

function fromAddress() {
  chosen = new URLSearchParams(location.hash.slice(1)).get("place");
  drawPlace();
  if (chosen) part("place").scrollIntoView({ block: "nearest" });
}

async function start() {
  [places, view] = [await json("_static/map.json"), Object.keys(VIEWS)[0]];
  root.removeAttribute("aria-busy");
  drawViews();
  drawMap();
  drawAreas();
  fromAddress();
  window.addEventListener("hashchange", () => {
    fromAddress();
    part("place").focus({ preventScroll: true });
  });
  let wide = root.clientWidth;
  new ResizeObserver(() => {
    if (Math.abs(root.clientWidth - wide) > 4) drawMap();
    wide = root.clientWidth;
  }).observe(root);
}

start();
