// What of a selection is drawn: each number as the observation that it is, by quantity and series.

import { group } from "d3";

import { OPENING } from "./columns.js";
import { indicatorNames, keyOf, positions, records } from "./data.js";
import { SITE } from "./site.js";
import { missing, numberPage } from "./words.js";

const TELLS_APART = ["population", "industry", "occupation", "enterprise", "place", "subset"];
const CELL = /^(\w+), (.*), (\w+)$/;
const LEAST_SAID = ["workers", "all"];

export const hasNumbers = (table) => Object.keys(table.statuses).length > 0 || ["observations", "long_series"].includes(table.name);

// The observations that each row of a table holds, by column.
export async function observed(table, entries) {
  const known = await records("observations", "observation");
  const names = await indicatorNames();
  const measured = table.columns.filter((column) => column.indicator || column.unit).map((column) => column.name);
  const found = entries.map((entry) => {
    const { row } = entry;
    if (table.name === "observations") return [["value", row]];
    if (table.name === "prose_figures") return [["value", known.get(row.figure)]];
    if (table.name === "long_series") return [["value", { ...known.get(row.observation), ...row, indicator: row.series, follows: row.indicator !== null }]];
    return measured.map((column) => [column, known.get(`${table.name}, ${keyOf(table, row)}, ${column}`)]);
  });
  entries.forEach((entry, place) => {
    entry.points = found[place]
      .filter(([, one]) => one)
      .map(([column, one]) => ({ entry, column, observation: one, ...quantity(table, one, names) }));
  });
}

function quantity(table, one, names) {
  const unit = unitOf(one);
  const name = table.name === "long_series" ? one.series : (names.get(one.indicator) ?? one.indicator);
  return { quantity: table.name === "long_series" ? one.series : `${one.indicator}, ${one.expressed_as}`, name, unit, said: `${name}, ${unit}` };
}

export function unitOf({ unit, expressed_as: how, base }) {
  if (how === "index") return `${unit}, ${base} = 100`;
  if (how === "multiple") return `${unit} to ${base}`;
  return how?.startsWith("change") ? `${unit}, change against ${base ?? "before"}` : unit;
}

export function quantities(points) {
  const found = new Map();
  for (const point of points) {
    if (!found.has(point.quantity)) found.set(point.quantity, { key: point.quantity, name: point.name, units: new Set(), count: 0, column: point.column, series: new Map() });
    const one = found.get(point.quantity);
    one.units.add(point.unit);
    one.count += 1;
    const series = TELLS_APART.map((part) => point.observation[part]).join();
    if (point.observation.start) one.series.set(series, (one.series.get(series) ?? new Set()).add(point.observation.start));
  }
  return [...found.values()];
}

const MOST_AT_ONCE = 6;

// What a table opens with: what was asked for, the first measured column of a printed table in its most frequent unit,
// labour turnover, else what has the longest series.
export function firstQuantities(table, found, asked) {
  if (asked && found.length <= MOST_AT_ONCE) return found.map((one) => one.key);
  if (table.label) return inOneUnit(found.filter((one) => one.column === found[0]?.column)).map((one) => one.key);
  if (table.name === "long_series") return found.slice(0, 1).map((one) => one.key);
  const telling = found.find((one) => one.key === `${OPENING}, level`);
  if (telling && !asked) return [telling.key];
  const longest = (one) => Math.max(0, ...[...one.series.values()].map((times) => times.size));
  return [...found].sort((a, b) => longest(b) - longest(a)).slice(0, 1).map((one) => one.key);
}

function inOneUnit(found) {
  const parts = [...group(found, (one) => [...one.units].join()).values()];
  return parts.sort((a, b) => b.length - a.length)[0] ?? [];
}

const inWords = (code) => code.replaceAll("_", " ");

function seriesNames(points) {
  const told = TELLS_APART.filter((column) => new Set(points.map((point) => point.observation[column] ?? "")).size > 1);
  const several = new Set(points.map((point) => `${point.unit} ${point.name}`)).size > new Set(points.map((point) => point.unit)).size;
  return points.map(({ observation, name }) => {
    const parts = told.map((column) => observation[column]).filter((part) => part && !LEAST_SAID.includes(part)).map(inWords);
    return [...(several ? [name] : []), ...parts].join(", ") || (told.length ? "not further told" : "");
  });
}

export async function specOf(table, points, tables, version) {
  const places = new Map();
  for (const point of points) {
    const cell = CELL.exec(point.observation.observation);
    if (cell && !places.has(cell[1])) places.set(cell[1], await positions(tables[cell[1]]));
  }
  const names = seriesNames(points);
  const rows = points.map(({ observation: one, entry, column, unit, name }, place) => {
    const cell = one.follows ? null : CELL.exec(one.observation);
    return {
      id: one.observation, series: names[place], start: one.start, end: one.end, value: one.value, lower: one.lower,
      upper: one.upper, status: one.status, nature: one.nature, table: cell?.[1] ?? null, column: cell?.[3] ?? null,
      row: cell ? (places.get(cell[1]).get(cell[2]) ?? null) : null, label: missing(one.label) || cell ? name : one.label, period: one.period, unit,
      href: new URL(numberPage(one.observation), SITE).href, entry, shownIn: column,
    };
  });
  return { title: title(points), unit: rows[0]?.unit, source: sourceOf(points, tables, version), rows };
}

function title(points) {
  const names = [...new Set(points.map((point) => point.name))];
  const shared = ["industry", "enterprise", "place"].filter((column) => points[0]?.observation[column] && new Set(points.map((point) => point.observation[column])).size === 1);
  const said = names.length > 3 ? `${names.slice(0, 3).join("; ")} and ${names.length - 3} more` : names.join("; ");
  return [said, ...shared.map((column) => points[0].observation[column])].join(", ");
}

function sourceOf(points, tables, version) {
  const named = new Set(points.map(({ observation: one }) => one.table));
  const printed = [...named].filter((name) => tables[name]?.label).map((name) => `${tables[name].label}${pagesOf(tables[name])}`);
  const pages = [...new Set(points.filter(({ observation: one }) => !tables[one.table]?.label && one.page !== null).map(({ observation: one }) => one.page))].sort((a, b) => a - b);
  const text = pages.length ? [`text, p${pages.length > 1 ? "p" : ""}. ${pages.length > 8 ? `${pages[0]}-${pages.at(-1)}` : pages.join(", ")}`] : [];
  return `Source: Filtzer 1986, ${[...printed, ...text].join("; ") || "text"}; sovietlabour ${version}.`;
}

function pagesOf({ pages }) {
  if (!pages.length) return "";
  return pages.length > 1 ? `, pp. ${pages[0]}-${pages.at(-1)}` : `, p. ${pages[0]}`;
}
