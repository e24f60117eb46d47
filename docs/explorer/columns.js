// What the catalogue says about columns: which can be filtered and how, which are shown first, what their codes mean.

const MOST_CHOICES = 300;
const LONGEST_CHOICE = 60;
const BETWEEN_SEVERAL = "; ";

// A wide table is shown with what a reader looks for first; the download keeps the order of the file.
const FIRST = [
  "title", "name", "rule", "statement", "indicator", "label", "period", "value", "dated", "subject", "offence", "penalty",
  "begin", "end", "quantity", "low", "high", "lower", "upper", "unit", "industry", "place", "page",
];
const WORDS = ["title", "name", "rule", "statement"]; // say what a row is; a key does not
const WIDE = 13;

export const isWide = (table) => table.columns.length > WIDE;

export function shownColumns(table, all) {
  if (!isWide(table) && !table.columns.some((column) => WORDS.includes(column.name))) return table.columns;
  const first = FIRST.flatMap((name) => table.columns.filter((column) => column.name === name));
  const others = table.columns.filter((column) => !first.includes(column));
  return all || !isWide(table) ? [...first, ...others] : [...first, ...others].slice(0, Math.max(first.length, 9));
}

// What tables of many quantities open with.
export const OPENING = "labour_turnover_rate";

export function opening(table) {
  if (!table.columns.some((column) => column.name === "expressed_as")) return {};
  return { indicator: [OPENING], expressed_as: ["level"], role: ["measurement"] };
}

export function controlsOf(table, rows) {
  return table.columns.flatMap((column) => {
    const cells = rows.map(({ row }) => row[column.name]).filter((value) => value !== null);
    const values = [...new Set(column.several ? cells.flatMap((cell) => cell.split(BETWEEN_SEVERAL)) : cells)];
    if (values.length < 2) return [];
    if (["category", "str"].includes(column.type)) {
      if (values.length > MOST_CHOICES || values.length === rows.length) return [];
      if (!column.categories && values.some((value) => value.length > LONGEST_CHOICE)) return [];
      return [{ column, values: column.categories?.filter((one) => values.includes(one)) ?? values.sort() }];
    }
    values.sort((a, b) => (a < b ? -1 : 1));
    const type = typeof values[0] === "number" ? "number" : "date";
    return [{ column, type, low: values[0], high: values.at(-1) }];
  });
}

export function passes(row, state) {
  for (const [column, values] of Object.entries(state.filters)) if (!values.some((value) => holds(row[column], value))) return false;
  for (const [column, bound] of Object.entries(state.min)) if (!reaches(row[column], bound, 1)) return false;
  for (const [column, bound] of Object.entries(state.max)) if (!reaches(row[column], bound, -1)) return false;
  const words = state.search.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return true;
  const text = Object.values(row).filter((value) => value !== null).join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

// A cell that holds several values passes if one of them is asked for.
function holds(cell, value) {
  return cell === value || (typeof cell === "string" && cell.split(BETWEEN_SEVERAL).includes(value));
}

function reaches(value, bound, direction) {
  if (value === null || value === undefined) return false;
  if (typeof value === "number") return (value - Number(bound)) * direction >= 0;
  return direction > 0 ? value >= bound : value <= bound;
}

// The unit stands beneath the name.
export const columnInWords = (column) => (column.unit ? column.name.replace(/_(percent|days|months|persons)$/, "") : column.name).replaceAll("_", " ");
const isCode = (column) => Boolean(column.codes) || ["indicator", "population", "topic", "indicators"].includes(column.name);

// Words instead of codes; what a code means is its title.
export function valueInWords(value, column, names) {
  if (typeof value !== "string" || !isCode(column)) return value;
  return value.split(BETWEEN_SEVERAL).map((code) => names.get(code) ?? code.replaceAll("_", " ")).join(BETWEEN_SEVERAL);
}

export function meaningOf(value, column, codes) {
  if (typeof value !== "string" || !isCode(column)) return null;
  const meanings = value.split(BETWEEN_SEVERAL).map((code) => codes[column.codes]?.[code]).filter(Boolean);
  return `${value}${meanings.length ? `: ${meanings.join(" ")}` : ""}`;
}
