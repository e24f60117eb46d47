// The explorer: reads the published Parquet files in the browser; filter, sort, compare, follow a number to its page.

import { draw } from "./charts.js";
import { choices, closeElsewhere } from "./choices.js";
import { columnInWords, controlsOf, isWide, meaningOf, opening, passes, shownColumns, valueInWords } from "./columns.js";
import { bytes, indicatorNames, keyOf, parquet, provenance, words } from "./data.js";
import { breath, element, list } from "./dom.js";
import { saveCsv, saveXlsx } from "./downloads.js";
import { panelOf, placeBeside, rowPanel } from "./panel.js";
import { firstQuantities, hasNumbers, observed, quantities, specOf } from "./points.js";
import { json, SITE } from "./site.js";
import { FIRST, fresh, readState, writeState } from "./state.js";
import { inDigits } from "./words.js";

const MAIN = ["indicator", "series", "industry", "sector", "branch", "product", "subject", "offence", "place", "enterprise", "kind", "year", "date", "start", "chapter"];
const MOST_MAIN = matchMedia("(max-width: 600px)").matches ? 2 : 6; // so that the chart is not pushed out of sight
const PAGE_OF_ROWS = 100;
const WHOLE_ROW = "";
const MARKS = { doubtful: "?", inferred: "~" };

const root = document.getElementById("explorer-app");
const part = (name) => root.querySelector(`[data-part="${name}"]`);
let catalog, citations, names;
let state, table, rows, shown, limit, anchor;
let turn = 0;

// ---- one table -------------------------------------------------------------------------------------------------

async function openTable() {
  const mine = ++turn;
  table = catalog.tables[state.table];
  const asked = [state.filters, state.min, state.max].some((some) => Object.keys(some).length) || state.search;
  if (!asked && !state.all) state.filters = opening(table);
  say(`Loading ${table.title} …`);
  const numbers = hasNumbers(table);
  if (numbers) for (const name of ["observations", "provenance"]) bytes(name).catch(() => {});
  const [found, indicators] = await Promise.all([parquet(table.name), indicatorNames()]);
  if (mine !== turn) return;
  names = indicators;
  rows = found.map((row, number) => ({ number, row, points: [], cells: ownCells(row) }));
  if (numbers) await observed(table, rows);
  if (mine !== turn) return;
  part("about").replaceChildren(
    element("strong", {}, table.title),
    ` ${table.grain} `,
    element("a", { href: new URL(`tables/${table.name}.html`, SITE).href }, "Codebook page"),
  );
  select();
  drawControls();
  await drawPlot();
  await breath();
  if (numbers) await findCells();
  if (mine !== turn) return;
  drawRows();
  await finish();
}

// Where each number stands is read after the chart is drawn, which does not need it.
async function findCells() {
  const cells = (await provenance()).get(table.name);
  for (const entry of rows) entry.cells = cells?.get(entry.number) ?? entry.cells;
}

// A table whose rows say themselves where their number stands, such as the observations.
function ownCells(row) {
  if (!("printed" in row && "status" in row && "value" in row)) return new Map();
  const number = "value" in row && row.value === null ? ["lower", "upper"].find((end) => row[end] !== null) : "value";
  return new Map([[number ?? "value", { printed: row.printed, page: row.page, line: row.line, status: row.status, evidence: row.comparability ?? "" }]]);
}

const said = (value, column) => (state.codes ? value : valueInWords(value, column, names));
const titleOf = (column) => (state.codes ? column.name : columnInWords(column));

function drawControls() {
  const boxes = controlsOf(table, rows).map(({ column, values, type, low, high }) => [column.name, drawControl({ column, values, type, low, high })]);
  const main = MAIN.filter((name) => boxes.some(([one]) => one === name)).slice(0, MOST_MAIN);
  const set = (name) => [state.filters, state.min, state.max].some((some) => name in some);
  const [first, more] = [true, false].map((wanted) => boxes.filter(([name]) => main.includes(name) === wanted));
  part("filters").replaceChildren(...first.map(([, box]) => box));
  part("more-filters").replaceChildren(...more.map(([, box]) => box));
  part("more-filters").parentElement.hidden = !more.length;
  part("more-filters").parentElement.querySelector("summary").textContent = `More filters (${more.length}${more.some(([name]) => set(name)) ? `, set: ${more.filter(([name]) => set(name)).map(([name]) => name.replaceAll("_", " ")).join(", ")}` : ""})`;
  part("search").value = state.search;
  part("codes").checked = state.codes;
  part("wide").checked = state.wide;
  part("wide").parentElement.hidden = !isWide(table);
}

function drawControl({ column, values, type, low, high }) {
  const id = `filter-${column.name}`;
  if (values) {
    const options = values.map((value) => ({ value, says: said(value, column), title: meaningOf(value, column, catalog.codes) }));
    if (!column.categories || column.codes || names.has(values[0])) options.sort((a, b) => a.says.localeCompare(b.says));
    const changedTo = (chosen, focus) => setFilter(column.name, chosen, focus);
    return choices({ id, name: titleOf(column), options, chosen: state.filters[column.name] ?? [], changed: changedTo });
  }
  const ends = ["min", "max"].map((end) =>
    element("input", {
      id: `${id}-${end}`, type, step: "any", placeholder: typeof low === "number" ? format(end === "min" ? low : high, column) : (end === "min" ? low : high), value: state[end][column.name] ?? "",
      "aria-label": `${titleOf(column)}, ${end === "min" ? "from" : "to"}`,
      onchange: (event) => setBound(end, column.name, event.target.value),
    }),
  );
  return element("div", { class: "field", role: "group", "aria-label": titleOf(column) }, element("span", { class: "label" }, titleOf(column)), element("span", { class: "bounds" }, ends[0], "–", ends[1]));
}

async function setFilter(column, chosen, focus) {
  if (chosen.length) state.filters[column] = chosen;
  else delete state.filters[column];
  await changed();
  reopen(`filter-${column}`, focus);
}

function reopen(id, focus) {
  const details = root.querySelector(`[data-choices="${CSS.escape(id)}"]`);
  if (details) details.open = true;
  document.getElementById(focus)?.focus();
}

function setBound(end, column, value) {
  if (value) state[end][column] = value;
  else delete state[end][column];
  changed();
}

function changed() {
  state.all = ![state.filters, state.min, state.max].some((some) => Object.keys(some).length) && !state.search;
  [state.lines, state.quantities] = [null, null];
  limit = PAGE_OF_ROWS;
  return refresh();
}

async function refresh() {
  select();
  drawControls();
  drawRows();
  await drawPlot();
  await finish();
}

function select() {
  shown = rows.filter((entry) => passes(entry.row, state));
  if (state.sort) shown.sort((a, b) => compare(a.row[state.sort], b.row[state.sort]) * (state.descending ? -1 : 1));
}

async function finish() {
  await drawCell();
  writeState(state);
  say(`${shown.length} of ${rows.length} rows of ${table.name}`);
}

function compare(a, b) {
  if (a === null || b === null) return (a === null) - (b === null);
  return typeof a === "number" ? a - b : String(a).localeCompare(String(b));
}

// ---- the rows --------------------------------------------------------------------------------------------------

function drawRows() {
  const columns = shownColumns(table, state.wide);
  const head = columns.map((column) => {
    const sorted = state.sort === column.name;
    const arrow = sorted ? (state.descending ? " ▼" : " ▲") : "";
    return element(
      "th",
      { scope: "col", "aria-sort": sorted ? (state.descending ? "descending" : "ascending") : "none" },
      element("button", { type: "button", title: column.description, onclick: () => sortBy(column.name) }, titleOf(column) + arrow),
      column.unit && !column.unit.startsWith("see column") ? element("span", { class: "unit" }, column.unit) : null,
    );
  });
  const body = shown.slice(0, limit).map((entry) => element("tr", { "data-row": entry.number }, ...columns.map((column, place) => (place || hasNumbers(table) ? drawValue(entry, column) : drawOpening(entry, column)))));
  part("rows").replaceChildren(
    element("caption", { class: "visually-hidden" }, table.title),
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...body),
  );
  part("more").hidden = shown.length <= limit;
  part("more").textContent = `Show ${Math.min(PAGE_OF_ROWS, shown.length - limit)} more rows`;
}

const kindOf = (value) => (typeof value === "number" ? "number" : /^\d{4}-\d\d-\d\d$/.test(value) ? "day" : null);

function drawValue(entry, column) {
  const value = entry.row[column.name];
  const cell = entry.cells.get(column.name);
  const shape = { "data-column": column.name, title: meaningOf(value, column, catalog.codes) };
  if (!cell) return element("td", { ...shape, class: kindOf(value) }, value === null ? "" : format(value, column));
  const says = value === null ? "blank" : format(value, column);
  return element(
    "td",
    { ...shape, class: `number ${cell.status}` },
    element(
      "button",
      { type: "button", "aria-label": `${says}, ${cell.status}; where it stands`, onclick: (event) => openCell(entry, column.name, event.currentTarget) },
      value === null ? "·" : says + (MARKS[cell.status] ?? ""),
    ),
  );
}

// The first column of a table without numbers opens its row.
function drawOpening(entry, column) {
  const value = entry.row[column.name];
  const says = value === null ? "open" : format(value, column);
  return element("td", { "data-column": column.name, class: says.length > 15 ? "words" : null }, element("button", { type: "button", "aria-label": `${says}; the whole row`, onclick: (event) => openCell(entry, WHOLE_ROW, event.currentTarget) }, says));
}

function format(value, column) {
  if (typeof value !== "number") return String(said(value, column));
  return /^(int|Int)/.test(column.type) && !column.unit ? String(value) : inDigits(value, column.decimals);
}

function sortBy(name) {
  if (state.sort !== name) [state.sort, state.descending] = [name, false];
  else if (!state.descending) state.descending = true;
  else [state.sort, state.descending] = [null, false];
  refresh();
  part("rows").querySelectorAll("th button")[shownColumns(table, state.wide).findIndex((column) => column.name === name)].focus();
}

// ---- one number ------------------------------------------------------------------------------------------------

const nameOfCell = (entry, column) => `${keyOf(table, entry.row)}:${column}`;

function openCell(entry, column, from) {
  [state.cell, anchor] = [nameOfCell(entry, column), from];
  writeState(state);
  return drawCell(true);
}

async function drawCell(focus = false) {
  const box = part("cell");
  const wanted = state.cell;
  const [key, column] = wanted ? [wanted.slice(0, wanted.lastIndexOf(":")), wanted.slice(wanted.lastIndexOf(":") + 1)] : [];
  const entry = wanted && (rows.find((one) => keyOf(table, one.row) === key) ?? rows[key]);
  const cell = entry?.cells?.get(column);
  const whole = entry && column === WHOLE_ROW;
  box.hidden = !cell && !whole;
  if (box.hidden) return void (state.cell = null);
  box.setAttribute("aria-label", whole ? "The whole row" : "Where this number stands");
  const observation = cell && (entry.points.find((point) => point.column === column) ?? entry.points[0])?.observation;
  const place = () => citations[table.name].text + (!cell ? "" : cell.page === null ? ` Line ${cell.line} of the text.` : ` Page ${cell.page}.`);
  const buttons = [copyButton("Copy citation", place), copyButton("Copy link", () => location.href)];
  const close = element("button", { type: "button", class: "close", "aria-label": "Close", onclick: closeCell }, "×");
  const content = whole ? rowPanel({ table, entry, said: format, titleOf, buttons }) : await panelOf({ table, entry, column, cell, observation, buttons });
  if (state.cell !== wanted) return;
  box.replaceChildren(close, ...content);
  const button = part("rows").querySelector(`tr[data-row="${entry.number}"] td${whole ? "" : `[data-column="${column}"]`} button`);
  if (!anchor?.isConnected) anchor = button;
  placeBeside(box, root, anchor);
  if (focus) box.focus({ preventScroll: true });
  if (focus) box.scrollIntoView({ block: "nearest" });
}

function closeCell() {
  state.cell = null;
  part("cell").hidden = true;
  writeState(state);
  anchor?.focus();
  anchor = null;
}

function copyButton(label, text) {
  return element(
    "button",
    {
      type: "button",
      onclick: async (event) => {
        await navigator.clipboard.writeText(text());
        const button = event.target;
        button.textContent = "Copied";
        setTimeout(() => (button.textContent = label), 1200);
      },
    },
    label,
  );
}

// ---- the plot --------------------------------------------------------------------------------------------------

async function drawPlot() {
  part("plot").hidden = !hasNumbers(table);
  if (!hasNumbers(table)) return;
  const points = shown.flatMap((entry) => entry.points);
  const found = quantities(points);
  const asked = Boolean(state.filters.indicator?.length || state.filters.series?.length);
  const chosen = (state.quantities ?? firstQuantities(table, found, asked)).filter((key) => found.some((one) => one.key === key));
  drawQuantities(found, chosen);
  const drawn = points.filter((point) => chosen.includes(point.quantity));
  part("chart").hidden = !drawn.length;
  part("nothing").hidden = drawn.length > 0;
  if (!drawn.length) return;
  const spec = await specOf(table, drawn, catalog.tables, catalog.package.version);
  const series = [...new Set(spec.rows.map((row) => row.series))];
  const hidden = state.lines ? series.filter((name) => !state.lines.includes(name)) : undefined;
  draw(part("chart"), spec, {
    hidden,
    chosen: (row, event) => openCell(row.entry, row.entry.cells.has(row.shownIn) ? row.shownIn : row.entry.cells.keys().next().value, event.currentTarget),
    toggled: (off) => {
      state.lines = series.filter((name) => !off.has(name));
      writeState(state);
    },
  });
  drawCaveats(drawn);
}

function drawQuantities(found, chosen) {
  const options = found.map((one) => ({ value: one.key, says: `${one.name}, ${[...one.units].join(" / ")} (${one.count})` }));
  const id = "quantities";
  const changedTo = async (values, focus) => {
    [state.quantities, state.lines] = [values, null];
    await drawPlot();
    writeState(state);
    reopen(id, focus);
  };
  part("quantities").hidden = found.length < 2;
  part("quantities").replaceChildren(choices({ id, name: `Drawn: ${chosen.length} of ${found.length} quantities`, options, chosen, changed: changedTo, all: "none" }));
}

async function drawCaveats(points) {
  const keys = new Set(points.flatMap((point) => point.observation.caveats?.split("; ") ?? []));
  const box = part("caveats");
  box.hidden = !keys.size;
  box.replaceChildren(element("summary", {}, `What limits these numbers (${keys.size})`));
  box.ontoggle = async () => {
    if (!box.open) return;
    const statements = await words("caveats", "caveat", "statement");
    box.querySelector("ul")?.remove();
    box.append(list([...keys].map((key) => statements.get(key)).filter(Boolean)));
  };
  await box.ontoggle();
}

// ---- the page --------------------------------------------------------------------------------------------------

function say(text) {
  part("count").textContent = text;
}

function about() {
  const cited = [["citation", citations[table.name].text], ["table", table.name], ["title", table.title], ["version", catalog.package.version], ["rows", `${shown.length} of ${rows.length}`]];
  const filters = Object.entries(state.filters).map(([column, values]) => [`only ${column}`, values.join("; ")]);
  const bounds = [["from", state.min], ["to", state.max]].flatMap(([end, some]) => Object.entries(some).map(([column, value]) => [`${column} ${end}`, value]));
  return [...cited, ...filters, ...bounds, ...(state.search ? [["words", state.search]] : []), ["address", location.href]];
}

function fromAddress() {
  state = readState(Object.keys(catalog.tables));
  part("table").value = state.table;
  limit = PAGE_OF_ROWS;
  return openTable();
}

function another(name) {
  [state, limit, anchor] = [fresh(name), PAGE_OF_ROWS, null];
  return openTable();
}

function listen() {
  const does = (name, event, act) => part(name).addEventListener(event, act);
  does("table", "change", (event) => another(event.target.value));
  does("reset", "click", () => another(state.table));
  does("search", "input", async (event) => {
    state.search = event.target.value;
    await changed();
  });
  does("codes", "change", (event) => {
    state.codes = event.target.checked;
    refresh();
  });
  does("wide", "change", (event) => {
    state.wide = event.target.checked;
    refresh();
  });
  does("more", "click", () => {
    limit += PAGE_OF_ROWS;
    drawRows();
  });
  does("csv", "click", () => saveCsv(table, shown.map((entry) => entry.row)));
  does("xlsx", "click", () => saveXlsx(table, shown.map((entry) => entry.row), about()));
  part("tools").append(copyButton("Copy citation", () => citations[table.name].text), copyButton("Copy link", () => location.href));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.cell) closeCell();
  });
  window.addEventListener("hashchange", fromAddress);
  closeElsewhere(root);
}

async function start() {
  if (!location.hash) for (const name of [FIRST, "observations"]) bytes(name).catch(() => {}); // said when it is read
  try {
    [catalog, citations] = await Promise.all([json("data/catalog.json"), json("_static/citations.json")]);
  } catch (error) {
    say(`The data could not be read (${error.message}). Serve the folder with a web server: python -m http.server`);
    return;
  }
  part("table").replaceChildren(...Object.values(catalog.tables).map((one) => element("option", { value: one.name }, one.label ? `${one.label}: ${one.title}` : one.title)));
  listen();
  root.removeAttribute("aria-busy");
  await fromAddress();
}

start();
