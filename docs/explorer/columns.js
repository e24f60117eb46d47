// What the catalogue says about columns: which can be filtered and how, which hold values, which hold time.

const MOST_CHOICES = 60;
const LONGEST_CHOICE = 60;
const MOST_CODES = 300;
const BETWEEN_SEVERAL = "; ";

// Numbers of a table are plotted if they are measured: cells with a status, or rows that say themselves where theirs stands.
export function valueColumns(table) {
  const names = table.columns.map((column) => column.name);
  const says = ["value", "printed", "status"].every((name) => names.includes(name));
  if (!Object.keys(table.statuses).length && !says) return [];
  return table.columns.filter(
    (column) => /^(float|int|Int)/.test(column.type) && (column.unit || column.name === "value") && column.name !== "year",
  );
}

// A wide table is shown with what a reader looks for first; the download keeps the order of the file.
const FIRST = [
  "indicator", "label", "period", "value", "dated", "title", "subject", "provision", "offence", "penalty", "quantity",
  "low", "high", "lower", "upper", "unit", "industry", "place",
];
const WIDE = 16;

export function shownColumns(table) {
  if (table.columns.length < WIDE) return table.columns;
  const first = FIRST.flatMap((name) => table.columns.filter((column) => column.name === name));
  return [...first, ...table.columns.filter((column) => !first.includes(column))];
}

// What a table opens with: one quantity, not all numbers of the book on one axis.
export function opening(table) {
  if (!table.columns.some((column) => column.name === "expressed_as")) return {};
  return { indicator: "labour_turnover_rate", expressed_as: "level", role: "measurement" };
}

export function timeOf(table) {
  const names = table.columns.map((column) => column.name);
  if (names.includes("year")) return (row) => row.year;
  for (const name of ["date", "start", "period_start"]) {
    if (names.includes(name)) return (row) => (row[name] ? decimalYear(row[name]) : null);
  }
  return null;
}

function decimalYear(day) {
  const [year, month, date] = day.split("-").map(Number);
  return Math.round((year + (month - 1) / 12 + (date - 1) / 365) * 1000) / 1000;
}

export function controlsOf(table, rows) {
  return table.columns.flatMap((column) => {
    const cells = rows.map(({ row }) => row[column.name]).filter((value) => value !== null);
    const values = [...new Set(column.several ? cells.flatMap((cell) => cell.split(BETWEEN_SEVERAL)) : cells)];
    if (values.length < 2) return [];
    if (["category", "str"].includes(column.type)) {
      if (values.length > (column.name === "indicator" ? MOST_CODES : MOST_CHOICES) || values.length === rows.length) return [];
      if (!column.categories && values.some((value) => value.length > LONGEST_CHOICE)) return [];
      return [{ column: column.name, values: column.categories?.filter((one) => values.includes(one)) ?? values.sort() }];
    }
    values.sort((a, b) => (a < b ? -1 : 1));
    const type = typeof values[0] === "number" ? "number" : "date";
    return [{ column: column.name, type, low: values[0], high: values.at(-1) }];
  });
}

export function passes(row, state) {
  for (const [column, value] of Object.entries(state.filters)) if (!holds(row[column], value)) return false;
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
