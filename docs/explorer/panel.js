// One number in words: what it is, of whom, when, how sure, what else the page allows, and where it stands.

import { indicatorNames, keyOf, readings, records, words } from "./data.js";
import { element, list } from "./dom.js";
import { unitOf } from "./points.js";
import { json, SITE } from "./site.js";
import { amount, inDays, inDigits, missing, NATURES, numberPage, pageOfRow } from "./words.js";

const WHOM = ["population", "industry", "occupation", "enterprise", "place", "subset"];

export async function panelOf({ table, entry, column, cell, observation, buttons }) {
  const { codes } = await json("data/catalog.json");
  const says = table.columns.find((one) => one.name === column);
  const whole = observation ? await inSentence(observation) : bare(table, entry, says);
  const facts = [
    ["number", whole],
    ...(observation ? await aboutObservation(observation, codes) : [["column", `${column}: ${says.description}`]]),
    ["status", `${cell.status}: ${codes.status[cell.status] ?? ""}`],
    ["argument", cell.evidence || "none needed"],
    ["other readings", await otherReadings(table, entry.row, says)],
    ["what limits it", await limits(observation)],
    ["page", cell.page === null ? "lost, with those of the notes around it" : String(cell.page)],
    ["line of the text", cell.line === null ? "none" : String(cell.line)],
    ["characters", cell.printed ? element("code", {}, cell.printed) : "none"],
    ["original source", await sourcesOf(entry.row.source ?? observation?.source)],
    ["remark", entry.row.remark ?? observation?.remark],
    ["row", `${keyOf(table, entry.row).replaceAll(" | ", ", ")}; column ${column}`],
  ].filter(([, fact]) => fact);
  const page = observation && new URL(numberPage(observation.observation), SITE).href;
  return [
    element("h2", {}, page ? element("a", { href: page }, headline(observation, entry, says)) : headline(observation, entry, says)),
    element("dl", {}, ...facts.flatMap(([name, fact]) => [element("dt", {}, name), element("dd", {}, fact)])),
    element("p", { class: "buttons" }, page ? element("a", { class: "page-link", href: page }, "Page of this number") : null, ...buttons),
  ];
}

// A row of a table without numbers: what each of its columns says.
export function rowPanel({ table, entry, said, titleOf, buttons }) {
  const { row } = entry;
  const path = pageOfRow(table, row);
  const page = path && new URL(path, SITE).href;
  const title = String(row.title ?? row.name ?? row[table.keys[0]]);
  const facts = table.columns.filter((column) => !missing(row[column.name]) && row[column.name] !== "");
  return [
    element("h2", {}, page ? element("a", { href: page }, title) : title),
    element("dl", {}, ...facts.flatMap((column) => [element("dt", { title: column.description }, titleOf(column)), element("dd", {}, said(row[column.name], column))])),
    element("p", { class: "buttons" }, page ? element("a", { class: "page-link", href: page }, "Its page") : null, ...buttons),
  ];
}

function headline(observation, entry, says) {
  if (observation) return `${amount(observation)} ${unitOf(observation)}`;
  const value = entry.row[says.name];
  return value === null ? "Blank" : `${inDigits(value)} ${says.unit ?? ""}`;
}

function bare(table, entry, says) {
  const value = entry.row[says.name];
  const shown = value === null ? "blank" : `${inDigits(value, says.decimals)} ${says.unit?.startsWith("see column") ? (entry.row.unit ?? "") : (says.unit ?? "")}`;
  return `${keyOf(table, entry.row)}: ${shown}`;
}

const inWords = (code) => code.replaceAll("_", " ");

async function inSentence(one) {
  const name = (await indicatorNames()).get(one.indicator) ?? one.series ?? one.indicator;
  const whom = WHOM.map((part) => one[part]).filter(Boolean).map(inWords);
  const nature = NATURES[one.nature] ? ` (${NATURES[one.nature]})` : "";
  return `${[name, ...whom].join(", ")}, ${one.period ?? "without a date"}: ${amount(one)} ${unitOf(one)}${nature}.`;
}

async function aboutObservation(one, codes) {
  const definitions = await words("indicators", "indicator", "definition");
  const role = codes["observations.role"][one.role];
  const same = one.same_as && element("span", {}, ...one.same_as.split("; ").flatMap((id, place) => [place ? "; " : "", element("a", { href: new URL(numberPage(id), SITE).href }, id)]));
  return [
    ["what", definitions.get(one.indicator)],
    ["how exact", `${inWords(one.precision)}: ${codes.precision[one.precision]}`],
    ["time", spanOf(one, codes["observations.period_basis"])],
    ["part it plays", one.role && one.role !== "measurement" ? `${one.role}: ${role}` : null],
    [one.role === "restatement" ? "restates" : "other than", same || null],
    ["comparability", one.comparability],
  ];
}

function spanOf({ start, end, period_basis: basis }, bases) {
  if (!start && !end) return "not told";
  const span = start === end ? inDays(start) : `${inDays(start) ?? "not told"} to ${inDays(end) ?? "not told"}`;
  return basis === "stated" ? span : `${span}; ${bases[basis] ?? ""}`;
}

async function otherReadings(table, row, column) {
  const found = (await readings()).get(`${table.name}, ${keyOf(table, row)}, ${column.name}`);
  const others = [...(found ?? [])].filter(([value]) => value !== row[column.name]);
  if (!others.length) return null;
  const href = `${new URL(numberPage(`${table.name}, ${keyOf(table, row)}, ${column.name}`), SITE).href}#alternatives`;
  const numbers = others.map(([value]) => (value === null ? "blank" : inDigits(value, column.decimals)));
  return element("a", { href }, numbers.join("; "));
}

async function limits(observation) {
  const names = observation?.caveats?.split("; ") ?? [];
  if (!names.length) return null;
  const statements = await words("caveats", "caveat", "statement");
  return list(names.map((name) => statements.get(name)).filter(Boolean));
}

async function sourcesOf(keys) {
  if (!keys) return null;
  const known = await records("sources", "source");
  return keys.split("; ").map((key) => citedAs(known.get(key)) ?? key).join("; ");
}

function citedAs(source) {
  if (!source) return null;
  const number = source.number && `no. ${source.number}`;
  return [source.author, source.title, source.journal_title ?? source.journal, number, source.date ?? source.year].filter((part) => part && !missing(part)).join(", ");
}

// The panel stands beside what was clicked; on a phone it is a sheet at the foot.
export function placeBeside(box, root, anchor) {
  box.style.removeProperty("top");
  box.style.removeProperty("left");
  box.classList.toggle("beside", Boolean(anchor));
  if (!anchor || matchMedia("(max-width: 40rem)").matches) return;
  const [at, of] = [anchor.getBoundingClientRect(), root.getBoundingClientRect()];
  const right = at.right - of.left + 12;
  const left = right + box.offsetWidth <= of.width ? right : Math.max(0, at.left - of.left - box.offsetWidth - 12);
  box.style.left = `${left}px`;
  box.style.top = `${Math.max(0, at.top - of.top - 40)}px`;
}

