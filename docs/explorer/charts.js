// Charts in which every number shows how far it is certain: draws each `figure.chart` of a page when it comes near.

import { dot, gridX, gridY, line, axisX, axisY, plot, rect, ruleX, ruleY, text, vector } from "@observablehq/plot";
import { group } from "d3";

import { element, reachable, save } from "./dom.js";
import { looks, MOST, swatch } from "./looks.js";
import { printed, toPng } from "./picture.js";
import { amount, inDigits, isOpen, missing, NATURES, UNCERTAIN } from "./words.js";

const SIGNS = {
  hollow: "Hollow: inferred or doubtful.",
  doubt: "?: doubtful.",
  bar: "Bars: bounds.",
  open: "Arrows: open bounds (at least, more than; at most, less than).",
  span: "Thin lines: the time meant, if no calendar year.",
  "open-span": "Arrows along the years: begin or end not told.",
};
const DAY = 86_400_000;
const HEIGHT = 300;
const LINE = 14;
const BAR = 9;
const LETTER = 6.6; // as wide as a letter is at most, on the whole
const MOST_NAMES = 24;
const MOST_FOLDED = 3;
const INK = "var(--chart-ink)";
const PAPER = "var(--chart-paper)";
const FAINT = "var(--chart-faint)";
const drawn = new WeakMap();

// Draws a spec into an element; `chosen(row, event)` may take a click instead of the link. Gives what can redraw it.
export function draw(figure, spec, { chosen, toggled, hidden, width } = {}) {
  drawn.get(figure)?.watch.disconnect();
  const rows = spec.rows.map((row, position) => prepared(row, spec, position));
  const dated = rows.filter((row) => row.at !== null && row.numbers.length);
  const upright = Boolean(spec.bands?.length) || !fewTimes(dated);
  const state = { figure, spec, rows, dated, upright, chosen, toggled, width, off: new Set(hidden ?? crowded(dated, upright ? MOST : MOST_NAMES)) };
  state.watch = new ResizeObserver(() => Math.abs(figure.clientWidth - state.wide) > 4 && render(state));
  drawn.set(figure, state);
  render(state);
  if (!width) state.watch.observe(figure);
  return state;
}

function prepared(row, spec, position) {
  const start = row.start ? Date.parse(row.start) : null;
  const end = row.end ? Date.parse(row.end) + DAY : null;
  const at = start !== null && end !== null ? (start + end) / 2 : (start ?? end);
  const numbers = missing(row.value) ? [row.lower, row.upper].filter((one) => !missing(one)) : [row.value];
  return { ...row, position, begin: start, finish: end, at, numbers, unit: row.unit ?? spec.unit, kind: kindOf(start, end) };
}

// Tells calendar years from economic years, and both from days, parts of years and several years.
function kindOf(start, end) {
  if (start === null || end === null) return "open";
  const months = Math.round((end - start) / DAY / 30.44);
  return months === 12 && new Date(start).getUTCMonth() === 0 ? "calendar year" : String(months);
}

// Numbers of no more than two times are drawn by name instead.
function fewTimes(rows) {
  const times = new Set(rows.map((row) => `${row.start} ${row.end}`));
  return times.size <= 2 && new Set(rows.map((row) => row.series)).size > 2;
}

// No more series are drawn at first in one unit than can be told apart: those with most numbers.
function crowded(rows, most) {
  const shown = new Set();
  for (const part of group(rows, (row) => row.unit).values()) {
    const counts = [...group(part, (row) => row.series ?? "")].sort((a, b) => b[1].length - a[1].length);
    for (const [name] of counts.slice(0, most)) shown.add(name);
  }
  return rows.map((row) => row.series ?? "").filter((name) => !shown.has(name));
}

function render(state) {
  const { figure, spec, rows, dated, upright, off } = state;
  const focused = figure.contains(document.activeElement) ? document.activeElement.dataset.series : null;
  state.wide = Math.max(280, state.width ?? figure.clientWidth);
  const names = [...new Set(dated.map((row) => row.series ?? ""))];
  const shown = dated.filter((row) => !off.has(row.series ?? ""));
  const signs = new Set();
  state.points = [];
  const periods = [...new Set(shown.map((row) => row.period))];
  const look = looks(upright ? names.filter((name) => !off.has(name)) : periods);
  state.look = upright ? look : (row) => look({ ...row, series: row.period });
  const units = [...new Set(shown.map((row) => row.unit))];
  const span = extent(shown, upright ? (spec.bands ?? []) : []);
  const longest = Math.max(0, ...shown.map((row) => (row.series ?? "").length));
  const plots = units.map((unit) => {
    const part = shown.filter((row) => row.unit === unit);
    return upright ? overTime(state, part, unit, span, signs, units.length) : byName(state, part, unit, signs, longest);
  });
  if (spec.bands?.length && plots.length) plots.push(bandsUnder(state, span));
  const tip = element("div", { class: "chart-tip", role: "status", hidden: true });
  figure.replaceChildren(
    ...(spec.title ? [element("p", { class: "chart-title" }, spec.title)] : []),
    legend(state, names, shown, upright),
    element("div", { class: "chart-plots" }, ...(plots.length ? plots : [element("p", {}, "No number with a date to draw.")])),
    tip,
    caption(state, signs, rows.length - dated.length),
    numbers(rows),
  );
  figure.classList.add("chart");
  figure.querySelectorAll(".chart-target").forEach((targets, plot) => clickable(state, targets, state.points[plot], tip));
  if (focused !== null && focused !== undefined) figure.querySelector(`[data-series="${CSS.escape(focused)}"]`)?.focus();
}

function extent(rows, bands) {
  const days = [...rows.flatMap((row) => [row.begin, row.finish]), ...bands.flatMap((band) => [band.start, band.end].map((day) => day && Date.parse(day)))];
  const known = days.filter((day) => day !== null && day !== undefined);
  const first = new Date(Math.min(...known)).getUTCFullYear();
  const last = new Date(Math.max(...known) - 1).getUTCFullYear();
  return { first, last, domain: [Date.UTC(first, 0, 1), Date.UTC(last + 1, 0, 1)] };
}

function frame(state, span, more) {
  const narrow = state.wide < 500;
  const years = span.last - span.first + 1;
  const step = Math.max(1, Math.ceil(years / ((state.wide - 70) / 46)));
  const middle = Array.from({ length: Math.ceil(years / step) }, (_, n) => Date.UTC(span.first + n * step, 6, 2));
  const between = Array.from({ length: years + 1 }, (_, n) => Date.UTC(span.first + n, 0, 1));
  return {
    middle,
    between: step > 3 ? between.filter((_, n) => n % step === 0) : between,
    options: { width: state.wide, marginLeft: narrow ? 46 : 60, marginRight: 16, x: { type: "utc", domain: span.domain, label: null }, style: { fontSize: "12px", overflow: "visible" }, ...more },
  };
}

function scaleOf(rows) {
  const all = rows.flatMap((row) => [row.value, row.lower, row.upper]).filter((one) => !missing(one));
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const million = most >= 1e6;
  const room = (most - Math.min(least, 0)) * 0.1 || 1;
  return { million, domain: [least < 0 ? least - room : 0, most > 0 ? most + room : 0], format: (value) => inDigits(value / (million ? 1e6 : 1)) };
}

function overTime(state, rows, unit, span, signs, facets) {
  const { million, domain, format } = scaleOf(rows);
  const { middle, between, options } = frame(state, span, {
    height: facets > 1 ? 220 : HEIGHT,
    y: { domain },
    ariaLabel: `${state.spec.title ?? "Chart"}, in ${unit}`,
  });
  const made = plot({
    ...options,
    marks: [
      gridX(between, { stroke: FAINT, strokeOpacity: 1, ariaHidden: "true" }),
      gridY({ stroke: FAINT, strokeOpacity: 1, ariaHidden: "true" }),
      axisX(middle, { tickSize: 0, tickFormat: (day) => String(new Date(day).getUTCFullYear()), fill: INK, ariaHidden: "true" }),
      axisY({ tickFormat: format, tickSize: 0, label: million ? `million ${unit}` : unit, labelArrow: "none", fill: INK, ticks: facets > 1 ? 5 : 7, ariaHidden: "true" }),
      domain[0] < 0 ? ruleY([0], { stroke: INK }) : null,
      ...joined(state, rows),
      ...marksOf(state, rows, signs, true),
    ],
  });
  return finished(made, unit);
}

// Names, not years, stand on an axis where there are few times.
function byName(state, rows, unit, signs, longest) {
  const { million, domain, format } = scaleOf(rows);
  const names = [...new Set(rows.map((row) => row.series ?? ""))];
  const said = million ? `million ${unit}` : unit;
  const room = Math.min(state.wide * 0.42, 12 + LETTER * longest);
  const lines = Math.ceil((LETTER * longest * 1.3) / room); // words break unevenly
  const made = plot({
    width: state.wide,
    height: names.length * (13 + 13 * lines) + 60,
    marginLeft: room,
    marginRight: 24,
    marginBottom: 40,
    x: { domain, label: null },
    y: { type: "point", domain: names, label: null, padding: 0.7 },
    style: { fontSize: "12px", overflow: "visible" },
    ariaLabel: `${state.spec.title ?? "Chart"}, in ${unit}`,
    marks: [
      gridX({ stroke: FAINT, strokeOpacity: 1, ariaHidden: "true" }),
      gridY({ stroke: FAINT, strokeOpacity: 1, ariaHidden: "true" }),
      axisY({ tickSize: 0, fill: INK, lineWidth: (room - 8) / 14, ariaHidden: "true" }),
      axisX({ fill: INK, tickFormat: format, tickSize: 0, ticks: state.wide < 500 ? 4 : 8, label: said, labelAnchor: "left", labelArrow: "none", ariaHidden: "true" }),
      ...marksOf(state, rows, signs, false),
    ],
  });
  return finished(made, unit);
}

function finished(svg, unit) {
  svg.setAttribute("role", "group");
  svg.dataset.unit = unit;
  return withoutNamesOfMarks(svg);
}

// The library names its groups of marks, which have no role that may have a name.
function withoutNamesOfMarks(svg) {
  for (const group of svg.querySelectorAll("g[aria-label]:not([role])")) group.removeAttribute("aria-label");
  return svg;
}

// Lines join neighbouring cells of one column of one table that are about the same kind of time, and nothing else.
function joined(state, rows) {
  const cells = rows.filter((row) => row.table && !missing(row.row) && row.numbers.length === 1);
  const columns = group(cells, (row) => JSON.stringify([row.series, row.table, row.column, row.kind, row.nature]));
  const runs = [];
  for (const column of columns.values()) {
    column.sort((a, b) => a.row - b.row);
    let run = [];
    for (const cell of column) {
      if (run.length && cell.row - run.at(-1).row !== 1) run = [];
      run.push(cell);
      if (run.length === 2) runs.push(run);
    }
  }
  return runs.map((run) =>
    line(run, { x: "at", y: (row) => row.numbers[0], stroke: state.look(run[0]).colour, strokeDasharray: state.look(run[0]).dashes, strokeWidth: 1.5, className: "chart-line", ariaHidden: "true" }),
  );
}

function marksOf(state, rows, signs, upright) {
  const across = (row) => (upright ? row.at : (row.series ?? ""));
  const place = (value) => (upright ? { x: across, y: value } : { x: value, y: across });
  const colour = (row) => state.look(row).colour;
  const last = (row) => row.numbers.at(-1);
  const points = rows.flatMap((row) => row.numbers.map((number) => ({ ...row, number })));
  state.points.push(points);
  const hollow = (row) => UNCERTAIN.includes(row.status);
  const some = (sign, found) => (found.length && signs.add(sign), found);
  const hide = { ariaHidden: "true" };
  const bounded = some("bar", rows.filter((row) => !missing(row.lower) && !missing(row.upper) && row.lower < row.upper));
  const meant = upright ? some("span", rows.filter((row) => row.begin !== null && row.finish !== null && row.kind !== "calendar year" && row.finish - row.begin > DAY)) : [];
  const bar = { stroke: colour, strokeWidth: 1.8, marker: "tick", className: "chart-bar", ...hide };
  const marks = [
    upright ? ruleX(bounded, { x: across, y1: "lower", y2: "upper", ...bar }) : ruleY(bounded, { y: across, x1: "lower", x2: "upper", ...bar }),
    ruleY(meant, { y: (row) => row.numbers.reduce((a, b) => a + b) / row.numbers.length, x1: "begin", x2: "finish", stroke: colour, strokeWidth: 0.9, className: "chart-span", ...hide }),
  ];
  const arrow = (found, from, rotate, name) =>
    vector(found, { ...place(from), length: 20, rotate, anchor: "start", shape: "arrow", stroke: colour, strokeWidth: 1.5, className: name, ...hide });
  for (const [end, turn] of [["upper", upright ? 0 : 90], ["lower", upright ? 180 : 270]]) {
    marks.push(arrow(some("open", rows.filter((row) => isOpen(row, end))), last, turn, "chart-arrow"));
  }
  for (const [end, turn] of upright ? [["finish", 90], ["begin", 270]] : []) {
    marks.push(arrow(some("open-span", rows.filter((row) => row[end] === null)), last, turn, "chart-open-span"));
  }
  const look = { symbol: (row) => state.look(row).symbol, stroke: colour, strokeWidth: 1.5, r: 4.5, ...hide };
  some("hollow", points.filter(hollow));
  marks.push(
    dot(points.filter((row) => !hollow(row)), { ...place("number"), ...look, fill: colour, className: "chart-filled" }),
    dot(points.filter(hollow), { ...place("number"), ...look, fill: PAPER, className: "chart-hollow" }),
    text(some("doubt", rows.filter((row) => row.status === "doubtful")), { ...place(last), text: () => "?", dx: 8, dy: -7, fill: INK, fontWeight: 600, className: "chart-doubt", ...hide }),
    dot(points, { ...place("number"), r: 11, fill: "transparent", stroke: null, href: (row) => row.href ?? "#", className: "chart-target" }),
  );
  return marks;
}

export function inWords(row) {
  const [name, when] = [row.label || row.series, row.period ?? [row.start, row.end].filter(Boolean).join(" to ")];
  const marks = [NATURES[row.nature], UNCERTAIN.includes(row.status) ? row.status : null].filter(Boolean);
  const whose = row.series && row.series !== name ? `${row.series}. ` : "";
  return `${whose}${name ?? ""}, ${when || "no date"}: ${amount(row)} ${row.unit ?? ""}${marks.length ? ` (${marks.join(", ")})` : ""}`;
}

// Enter or a click on a number opens its page.
function clickable(state, targets, points, tip) {
  const links = reachable(targets, tip, (place) => inWords(points[place]));
  for (const link of links) {
    const row = points[link.firstElementChild.__data__];
    link.removeAttributeNS("http://www.w3.org/1999/xlink", "href");
    if (row.href || state.chosen) link.setAttribute("href", row.href ?? "#");
    link.addEventListener("click", (event) => {
      if (!state.chosen) return;
      event.preventDefault();
      state.chosen(row, event);
    });
  }
  // Where numbers crowd, the nearest lies on top.
  const raise = (event) => {
    const far = (link) => {
      const box = link.getBoundingClientRect();
      return Math.hypot(box.left + box.width / 2 - event.clientX, box.top + box.height / 2 - event.clientY);
    };
    const nearest = links.reduce((best, link) => (far(link) < far(best) ? link : best), links[0]);
    if (!nearest || nearest === targets.lastElementChild) return;
    // What has the focus would lose it by being moved.
    if (nearest === document.activeElement) targets.prepend(...links.filter((link) => link !== nearest));
    else targets.append(nearest);
  };
  for (const moved of ["pointermove", "pointerdown"]) targets.addEventListener(moved, raise);
}

// Series can be put out and in again; what is no statistic is named by its marker.
function legend(state, names, shown, upright) {
  const { off, look } = state;
  const natures = upright ? [...new Set(shown.map((row) => row.nature))].filter((nature) => NATURES[nature]) : [];
  const kinds = upright ? [] : [...new Map(shown.map((row) => [`${row.period} ${row.nature}`, row])).values()];
  const entry = (name) =>
    element(
      "button",
      { type: "button", "aria-pressed": String(!off.has(name)), "data-series": name, onclick: () => toggle(state, name) },
      swatch(off.has(name) ? null : look({ series: name })),
      name || "not further told",
    );
  const out = names.filter((name) => off.has(name));
  const folded = out.length > MOST_FOLDED;
  const inOrder = upright && names.length > 1 ? [...names.filter((name) => !off.has(name)), ...(folded ? [] : out)] : [];
  const entries = inOrder.map(entry);
  const more = element("details", { class: "chart-more", open: state.more, ontoggle: (event) => (state.more = event.target.open) }, element("summary", {}, `${out.length} more series`), ...out.map(entry));
  const meanings = natures.map((nature) => element("span", {}, swatch({ ...look({ nature }), colour: INK }), NATURES[nature]));
  const only = upright && names.length === 1 && names[0] ? [[names[0], { series: names[0] }]] : [];
  const timed = kinds.map(({ period, nature }) => [[period, NATURES[nature]].filter(Boolean).join(", "), { series: period, nature }]);
  const said = [...only, ...timed].map(([name, one]) => element("span", {}, swatch(look(one)), name));
  return element("div", { class: "chart-legend", role: "group", "aria-label": "Series" }, ...entries, ...said, ...meanings, folded && upright ? more : null);
}

function toggle(state, name) {
  if (!state.off.delete(name)) state.off.add(name);
  render(state);
  state.toggled?.(state.off);
}

function bandsUnder(state, span) {
  const edge = (day, open) => (day ? Date.parse(day) : open);
  const [begin, end] = span.domain;
  const bands = state.spec.bands.map((band) => ({ ...band, x1: Math.max(edge(band.start, begin), begin), x2: Math.min(edge(band.end, end), end) }));
  const { between, options } = frame(state, span, {});
  const room = state.wide - options.marginLeft - options.marginRight;
  let height = 4;
  const names = [...group(bands, (band) => band.label)].map(([label, same]) => {
    const name = nameOfBand(label, Math.min(...same.map((band) => band.x1)), room, span.domain);
    const y1 = height + LINE * name.lines + 5;
    height = y1 + BAR + 5;
    for (const band of same) Object.assign(band, { y1, y2: y1 + BAR });
    return { ...name, y1 };
  });
  const bar = { x1: "x1", x2: "x2", y1: "y1", y2: "y2", stroke: "var(--chart-law)" };
  const made = plot({
    ...options,
    height,
    marginTop: 0,
    marginBottom: 0,
    x: { ...options.x, axis: null },
    y: { domain: [height, 0], axis: null },
    ariaLabel: "Laws in force",
    marks: [
      gridX(between, { stroke: FAINT, strokeOpacity: 1, ariaHidden: "true" }),
      rect(bands.filter((band) => band.certain), { ...bar, fill: "var(--chart-law)", fillOpacity: 0.75, className: "chart-band" }),
      rect(bands.filter((band) => !band.certain), { ...bar, fill: PAPER, strokeDasharray: "3 2", className: "chart-band-open" }),
      text(names, { x: "at", y: "y1", text: "said", textAnchor: "start", lineAnchor: "bottom", lineHeight: LINE / 12, dy: -5, fill: INK, stroke: PAPER, strokeWidth: 3, className: "chart-band-name" }),
    ],
  });
  made.setAttribute("role", "img");
  made.classList.add("chart-bands");
  return withoutNamesOfMarks(made);
}

// The name of a band begins where it does, or so far before that it ends within the chart; a long one is broken.
function nameOfBand(label, start, room, [begin, end]) {
  const lines = [""];
  for (const word of label.split(" ")) {
    if (lines.at(-1) && (lines.at(-1).length + word.length + 1) * LETTER > room) lines.push("");
    lines.push([lines.pop(), word].filter(Boolean).join(" "));
  }
  const long = Math.max(...lines.map((line) => line.length)) * LETTER;
  return { said: lines.join("\n"), lines: lines.length, at: Math.max(begin, Math.min(start, end - ((end - begin) * long) / room)) };
}

function caption(state, signs, undated) {
  const { spec, off } = state;
  const notes = Object.keys(SIGNS).filter((sign) => signs.has(sign)).map((sign) => SIGNS[sign]);
  if (spec.bands?.length && spec.bands.some((band) => !band.certain)) notes.push("Dashed: begin, end or rule uncertain.");
  if (undated) notes.push(`${undated} without a date or a number: in the table beneath.`);
  if (off.size) notes.push(`${off.size} series hidden.`);
  const name = (spec.title ?? "chart").toLowerCase().replace(/[^a-z0-9]+/g, "_").slice(0, 60);
  const as = (label, does) => element("button", { type: "button", onclick: does, "aria-label": `Download the picture as ${label}` }, label);
  return element(
    "figcaption",
    {},
    element("span", { class: "chart-notes" }, notes.join(" ")),
    element("span", { class: "chart-source" }, spec.source?.startsWith("Source") ? spec.source : `Source: ${spec.source ?? ""}`),
    element(
      "span",
      { class: "chart-buttons" },
      as("SVG", () => save(picture(state), `${name}.svg`, "image/svg+xml")),
      as("PNG", async () => save(await toPng(picture(state)), `${name}.png`, "image/png")),
    ),
  );
}

// A picture is drawn anew, as wide as paper and on white.
export function picture({ spec, off }) {
  const holder = element("figure", { class: "chart chart-paper" });
  document.body.append(holder);
  draw(holder, spec, { width: 800, hidden: off });
  const made = printed(holder);
  holder.remove();
  return made;
}

function numbers(rows) {
  const head = ["series", "what", "period", "number", "unit", "certainty"];
  const details = element("details", { class: "chart-numbers" }, element("summary", {}, `The same numbers as a table (${rows.length})`));
  details.addEventListener("toggle", () => {
    if (details.childElementCount > 1) return;
    const line = (row) => [row.series, row.label, row.period, row.href ? element("a", { href: row.href }, amount(row)) : amount(row), row.unit, [NATURES[row.nature], row.status].filter(Boolean).join(", ")];
    details.append(
      element(
        "div",
        { class: "scrolling", tabindex: "0", role: "region", "aria-label": "Numbers of the chart" },
        element("table", { class: "table" }, element("thead", {}, element("tr", {}, ...head.map((one) => element("th", { scope: "col" }, one)))), element("tbody", {}, ...rows.map((row) => element("tr", {}, ...line(row).map((one) => element("td", {}, one ?? "")))))),
      ),
    );
  });
  return details;
}

// ---- the page --------------------------------------------------------------------------------------------------

function specOf(figure) {
  const script = figure.querySelector('script[type="application/json"]');
  return script ? JSON.parse(script.textContent) : null;
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      const spec = specOf(target);
      if (spec) draw(target, spec);
    }
  },
  { rootMargin: "300px" },
);
document.querySelectorAll("figure.chart").forEach((figure) => near.observe(figure));
