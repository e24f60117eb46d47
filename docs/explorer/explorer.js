// The explorer: reads the published Parquet files in the browser; filter, sort, plot, follow a number to its page.

import { parquetReadObjects } from "hyparquet";
import { decompress } from "fzstd";

import { drawChart } from "./chart.js";
import { controlsOf, opening, passes, shownColumns, timeOf, valueColumns } from "./columns.js";
import { toCsv } from "./csv.js";
import { readState, writeState } from "./state.js";

const MOST_OPEN_FILTERS = 14;

const SITE = new URL("..", import.meta.url);
const PAGE_OF_ROWS = 100;
const COMPRESSORS = { ZSTD: (input, length) => decompress(input, new Uint8Array(length)) };

const root = document.getElementById("explorer");
const part = (name) => root.querySelector(`[data-part="${name}"]`);
let catalog, caveats, citations, provenance, readings, sources;
let state, table, rows, shown, limit;

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

async function json(path) {
  const answer = await fetch(new URL(path, SITE));
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${answer.statusText}`);
  return answer.json();
}

async function parquet(name) {
  const answer = await fetch(new URL(`data/${name}.parquet`, SITE));
  if (!answer.ok) throw new Error(`data/${name}.parquet: ${answer.status} ${answer.statusText}`);
  const found = await parquetReadObjects({ file: await answer.arrayBuffer(), compressors: COMPRESSORS });
  return found.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)])),
  );
}

function plain(value) {
  if (value === undefined) return null;
  if (typeof value === "bigint") return Number(value);
  return value instanceof Date ? value.toISOString().slice(0, 10) : value;
}

// ---- one table -------------------------------------------------------------------------------------------------

async function openTable() {
  table = catalog.tables[state.table];
  const asked = [state.filters, state.min, state.max].some((some) => Object.keys(some).length) || state.search;
  if (!asked && !state.all) state.filters = opening(table);
  say(`Loading ${table.name} …`);
  rows = (await parquet(table.name)).map((row, number) => ({ number, row }));
  provenance ??= await provenanceByTable();
  if (table.columns.some((column) => column.refers_to === "sources.source")) {
    sources ??= new Map((await parquet("sources")).map((source) => [source.source, source]));
  }
  if (table.columns.some((column) => column.refers_to === "caveats.caveat")) {
    caveats ??= new Map((await parquet("caveats")).map((caveat) => [caveat.caveat, caveat.statement]));
  }
  if (table.statuses.inferred || table.statuses.doubtful) readings ??= await readingsByCell();
  const cells = provenance.get(table.name) ?? new Map();
  for (const entry of rows) entry.cells = cells.get(entry.number) ?? ownCells(entry.row);
  part("about").replaceChildren(
    element("strong", {}, table.title),
    ` ${table.grain} `,
    element("a", { href: new URL(`tables/${table.name}.html`, SITE).href }, "Codebook page"),
  );
  drawControls();
  refresh();
}

// A table whose rows say themselves where their number stands, such as the long series.
function ownCells(row) {
  if (!("printed" in row && "status" in row && "value" in row)) return new Map();
  const evidence = row.comparability ?? "";
  return new Map([["value", { printed: row.printed, page: row.page, line: row.line, status: row.status, evidence }]]);
}

async function provenanceByTable() {
  const tables = new Map();
  for (const cell of await parquet("provenance")) {
    if (!tables.has(cell.table)) tables.set(cell.table, new Map());
    const byRow = tables.get(cell.table);
    if (!byRow.has(cell.row)) byRow.set(cell.row, new Map());
    byRow.get(cell.row).set(cell.column, cell);
  }
  return tables;
}

async function readingsByCell() {
  const byCell = new Map();
  for (const one of await parquet("alternative_readings")) {
    const cell = `${one.table}, ${one.row}, ${one.column}`;
    if (!byCell.has(cell)) byCell.set(cell, new Map());
    const names = byCell.get(cell);
    names.set(one.value, [...(names.get(one.value) ?? []), one.reading]);
  }
  return byCell;
}

function otherReadings(row, column) {
  const name = table.keys.map((key) => row[key]).join(" | ");
  return [...(readings?.get(`${table.name}, ${name}, ${column.name}`) ?? [])]
    .filter(([value]) => value !== row[column.name])
    .map(([value, names]) => `${value === null ? "blank" : format(value, column)} (${names[0]}${names.length > 1 ? ` and ${names.length - 1} more` : ""})`);
}

function caveatsOf(entries) {
  if (!caveats) return Object.values(table.caveats);
  const names = new Set(entries.flatMap((entry) => entry.row.caveats?.split("; ") ?? []));
  return [...caveats].filter(([name]) => names.has(name)).map(([, statement]) => statement);
}

function list(items) {
  return element("ul", {}, ...items.map((item) => element("li", {}, item)));
}

function drawControls() {
  const boxes = controlsOf(table, rows).map((control) => {
    const id = `filter-${control.column}`;
    if (control.values) {
      const options = [["", "all"], ...control.values.map((value) => [value, value])];
      const select = element(
        "select",
        { id, onchange: (event) => setFilter(control.column, event.target.value) },
        ...options.map(([value, says]) => element("option", { value }, says)),
      );
      select.value = state.filters[control.column] ?? "";
      return element("div", { class: "field" }, element("label", { for: id }, control.column), select);
    }
    const ends = ["min", "max"].map((end) =>
      element("input", {
        id: `${id}-${end}`,
        type: control.type,
        step: "any",
        placeholder: end === "min" ? control.low : control.high,
        value: state[end][control.column] ?? "",
        "aria-label": `${control.column}, ${end === "min" ? "from" : "to"}`,
        onchange: (event) => setBound(end, control.column, event.target.value),
      }),
    );
    return element(
      "div",
      { class: "field", role: "group", "aria-label": control.column },
      element("span", { class: "label" }, control.column),
      element("span", { class: "bounds" }, ends[0], "–", ends[1]),
    );
  });
  part("filters").replaceChildren(...boxes);
  const filtered = [state.filters, state.min, state.max].some((some) => Object.keys(some).length);
  part("filters").parentElement.open = boxes.length <= MOST_OPEN_FILTERS || filtered;
  part("search").value = state.search;
  const values = valueColumns(table);
  part("plot").hidden = values.length === 0;
  fill(part("y"), values.map((column) => column.name), state.y);
  const series = table.columns.filter((column) => ["category", "str"].includes(column.type)).map((column) => column.name);
  fill(part("by"), series, state.by ?? defaultSeries(series));
}

function fill(select, names, chosen) {
  select.replaceChildren(...names.map((name) => element("option", { value: name }, name)));
  if (names.includes(chosen)) select.value = chosen;
}

function defaultSeries(names) {
  for (const wanted of ["series", "industry", "indicator", "product", "sector", "item"]) {
    if (names.includes(wanted)) return wanted;
  }
  return names[0];
}

function setFilter(column, value) {
  if (value) state.filters[column] = value;
  else delete state.filters[column];
  state.all = !Object.keys(state.filters).length;
  changed();
}

function setBound(end, column, value) {
  if (value) state[end][column] = value;
  else delete state[end][column];
  changed();
}

function changed() {
  state.lines = null;
  limit = PAGE_OF_ROWS;
  refresh();
}

function refresh() {
  const found = rows.filter((entry) => passes(entry.row, state));
  if (state.sort) found.sort((a, b) => compare(a.row[state.sort], b.row[state.sort]) * (state.descending ? -1 : 1));
  shown = found;
  drawRows();
  drawPlot();
  drawCell();
  writeState(state);
  say(`${found.length} of ${rows.length} rows of ${table.name}`);
}

function compare(a, b) {
  if (a === null || b === null) return (a === null) - (b === null);
  return typeof a === "number" ? a - b : String(a).localeCompare(String(b));
}

// ---- the rows --------------------------------------------------------------------------------------------------

function drawRows() {
  const columns = shownColumns(table);
  const head = columns.map((column) => {
    const sorted = state.sort === column.name;
    const arrow = sorted ? (state.descending ? " ▼" : " ▲") : "";
    return element(
      "th",
      { scope: "col", "aria-sort": sorted ? (state.descending ? "descending" : "ascending") : "none" },
      element("button", { type: "button", title: column.description, onclick: () => sortBy(column.name) }, column.name + arrow),
      column.unit ? element("span", { class: "unit" }, column.unit) : null,
    );
  });
  const body = shown.slice(0, limit).map((entry) =>
    element("tr", { "data-row": entry.number }, ...columns.map((column) => drawValue(entry, column))),
  );
  part("rows").replaceChildren(
    element("caption", { class: "visually-hidden" }, table.title),
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...body),
  );
  part("more").hidden = shown.length <= limit;
  part("more").textContent = `Show ${Math.min(PAGE_OF_ROWS, shown.length - limit)} more rows`;
}

function drawValue(entry, column) {
  const value = entry.row[column.name];
  const cell = entry.cells.get(column.name);
  const number = typeof value === "number";
  if (!cell) return element("td", { class: number ? "number" : null, "data-column": column.name }, value === null ? "" : format(value, column));
  const says = value === null ? "blank" : format(value, column);
  return element(
    "td",
    { class: `number ${cell.status}`, "data-column": column.name },
    element(
      "button",
      {
        type: "button",
        "aria-label": `${says}, ${cell.status}; where it stands`,
        onclick: () => {
          state.cell = `${entry.number}:${column.name}`;
          drawCell();
          writeState(state);
          part("cell").focus();
        },
      },
      value === null ? "·" : says + ({ doubtful: "?", inferred: "~" }[cell.status] ?? ""),
    ),
  );
}

function format(value, column) {
  if (typeof value !== "number") return String(value);
  const digits = column.decimals ?? undefined;
  if (Math.abs(value) >= 10000) return value.toLocaleString("en-GB", { minimumFractionDigits: digits });
  return digits === undefined ? String(value) : value.toFixed(digits);
}

function unitOf(column, row) {
  return (column.unit?.startsWith("see column") ? row.unit : column.unit) ?? "";
}

function sortBy(name) {
  if (state.sort !== name) [state.sort, state.descending] = [name, false];
  else if (!state.descending) state.descending = true;
  else [state.sort, state.descending] = [null, false];
  refresh();
  part("rows").querySelectorAll("th button")[shownColumns(table).findIndex((column) => column.name === name)].focus();
}

// ---- one number ------------------------------------------------------------------------------------------------

function drawCell() {
  const box = part("cell");
  box.hidden = !state.cell;
  if (!state.cell) return;
  const [number, column] = [Number(state.cell.split(":")[0]), state.cell.split(":")[1]];
  const entry = rows[number];
  const cell = entry?.cells.get(column);
  if (!cell) {
    state.cell = null;
    box.hidden = true;
    return;
  }
  const says = table.columns.find((one) => one.name === column);
  const value = entry.row[column];
  const unit = unitOf(says, entry.row);
  const facts = [
    ["number", value === null ? "blank" : `${format(value, says)} ${unit}`],
    ["row", table.keys.map((key) => entry.row[key]).join(" | ")],
    ["column", `${column}: ${says.description}`],
    ["page", cell.page === null ? "lost, with those of the notes around it" : String(cell.page)],
    ["line of the text", cell.line === null ? "none" : String(cell.line)],
    ["characters", cell.printed ? element("code", {}, cell.printed) : "none"],
    ["status", `${cell.status}: ${catalog.codes.status[cell.status] ?? ""}`],
    ["argument", cell.evidence || "none needed"],
  ];
  if (entry.row.source && sources) facts.push(["original source", entry.row.source.split("; ").map(inWords).join("; ")]);
  if (entry.row.remark) facts.push(["remark", entry.row.remark]);
  const others = otherReadings(entry.row, says);
  if (others.length) facts.push(["other readings", list(others)]);
  if (entry.row.caveats && caveats) facts.push(["what limits it", list(caveatsOf([entry]))]);
  box.replaceChildren(
    element("h2", {}, "Where this number stands"),
    element("dl", {}, ...facts.flatMap(([name, fact]) => [element("dt", {}, name), element("dd", {}, fact)])),
    element(
      "p",
      { class: "buttons" },
      copyButton("Copy citation", () => citations[table.name].text + (cell.page === null ? ` Line ${cell.line} of the text.` : ` Page ${cell.page}.`)),
      copyButton("Copy link", () => location.href),
      element("button", { type: "button", onclick: closeCell }, "Close"),
    ),
  );
}

function inWords(key) {
  const source = sources.get(key);
  if (!source) return key;
  const journal = source.journal_title ?? source.journal;
  const number = source.number && `no. ${source.number}`;
  const parts = [source.author, source.title, journal, number, source.date ?? source.year];
  return parts.filter(Boolean).join(", ");
}

function closeCell() {
  const [number, column] = state.cell.split(":");
  state.cell = null;
  drawCell();
  writeState(state);
  part("rows").querySelector(`tr[data-row="${number}"] td[data-column="${column}"] button`)?.focus();
}

function copyButton(label, text) {
  return element(
    "button",
    {
      type: "button",
      onclick: async (event) => {
        await navigator.clipboard.writeText(text());
        event.target.textContent = "Copied";
        setTimeout(() => (event.target.textContent = label), 2000);
      },
    },
    label,
  );
}

// ---- the plot --------------------------------------------------------------------------------------------------

function drawPlot() {
  const values = valueColumns(table);
  if (!values.length) return;
  const y = values.find((column) => column.name === part("y").value) ?? values[0];
  const by = part("by").value;
  const names = [...new Set(shown.filter((entry) => entry.row[y.name] !== null).map((entry) => entry.row[by]))].filter(
    (name) => name !== null,
  );
  const chosen = (state.lines ?? names.slice(0, 3)).filter((name) => names.includes(name));
  part("lines").replaceChildren(
    element("legend", {}, `Series (${names.length})`),
    ...names.map((name, position) =>
      element(
        "span",
        { class: "line" },
        element("input", {
          type: "checkbox",
          id: `line-${position}`,
          checked: chosen.includes(name),
          onchange: (event) => {
            state.lines = event.target.checked ? [...chosen, name] : chosen.filter((one) => one !== name);
            drawPlot();
            writeState(state);
            document.getElementById(`line-${position}`).focus();
          },
        }),
        element("label", { for: `line-${position}` }, name),
      ),
    ),
  );
  const time = timeOf(table);
  const series = chosen.map((name) => ({
    name,
    points: shown
      .filter((entry) => entry.row[by] === name)
      .map((entry) => ({
        x: time ? time(entry.row) : table.keys.filter((key) => key !== by).map((key) => entry.row[key]).join(" | ") || name,
        y: entry.row[y.name],
        status: entry.cells.get(y.name)?.status ?? entry.row.status ?? "printed",
        unit: unitOf(y, entry.row),
        cell: entry.cells.has(y.name) ? `${entry.number}:${y.name}` : null,
      }))
      .filter((point) => point.x !== null),
  }));
  const units = [...new Set(series.flatMap((one) => one.points.map((point) => point.unit)))];
  for (const one of series) one.points = one.points.filter((point) => point.unit === units[0]);
  part("summary").textContent = series.length
    ? `${y.name} (${units[0]}) of ${chosen.join(", ")}. Hollow points are inferred or doubtful.` +
      (units.length > 1 ? ` Not drawn, since one axis has one unit: ${units.slice(1).join(", ")}.` : "")
    : "Nothing to plot: choose a series, or change the filter.";
  drawChart(part("canvas"), series, `${y.name} (${units[0] ?? ""})`, Boolean(time), (cell) => {
    if (!cell) return;
    state.cell = cell;
    drawCell();
    writeState(state);
    part("cell").focus();
  });
  const limits = caveatsOf(shown.filter((entry) => chosen.includes(entry.row[by])));
  part("caveats").hidden = !limits.length;
  part("caveats").replaceChildren(element("summary", {}, `What limits these numbers (${limits.length})`), list(limits));
  part("source").textContent = table.label
    ? `Source: Filtzer 1986, ${table.label}, p. ${table.pages.join("-")}.`
    : "Source: Filtzer 1986; page and line of each number with a click.";
}

// ---- the page --------------------------------------------------------------------------------------------------

function say(text) {
  part("count").textContent = text;
}

function download() {
  const csv = toCsv(table.columns.map((column) => column.name), shown.map((entry) => entry.row));
  const link = element("a", {
    href: URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" })),
    download: `${table.name}_selection.csv`,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function fromAddress() {
  state = readState(Object.keys(catalog.tables));
  part("table").value = state.table;
  limit = PAGE_OF_ROWS;
  return openTable();
}

async function start() {
  try {
    [catalog, citations] = await Promise.all([json("data/catalog.json"), json("_static/citations.json")]);
  } catch (error) {
    say(`The data could not be read (${error.message}). Serve the folder with a web server: python -m http.server`);
    return;
  }
  part("table").replaceChildren(
    ...Object.values(catalog.tables).map((one) =>
      element("option", { value: one.name }, one.label ? `${one.label}: ${one.title}` : one.title),
    ),
  );
  part("table").addEventListener("change", (event) => {
    state = { ...readState([]), table: event.target.value, search: "", filters: {}, min: {}, max: {} };
    Object.assign(state, { sort: null, descending: false, y: null, by: null, lines: null, cell: null, all: false });
    limit = PAGE_OF_ROWS;
    openTable();
  });
  part("search").addEventListener("input", (event) => {
    state.search = event.target.value;
    changed();
  });
  part("y").addEventListener("change", (event) => {
    state.y = event.target.value;
    drawPlot();
    writeState(state);
  });
  part("by").addEventListener("change", (event) => {
    [state.by, state.lines] = [event.target.value, null];
    drawPlot();
    writeState(state);
  });
  part("more").addEventListener("click", () => {
    limit += PAGE_OF_ROWS;
    drawRows();
  });
  part("download").addEventListener("click", download);
  part("reset").addEventListener("click", () => part("table").dispatchEvent(new Event("change")));
  part("tools").append(copyButton("Copy citation", () => citations[table.name].text));
  part("tools").append(copyButton("Copy link", () => location.href));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.cell) closeCell();
  });
  window.addEventListener("hashchange", fromAddress);
  new MutationObserver(() => rows && drawPlot()).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  root.removeAttribute("aria-busy");
  await fromAddress();
}

start();
