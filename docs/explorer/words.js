// What charts and explorer say in words: amounts, natures, marks, addresses. The same as in `sovietlabour.plot`.

export const NATURES = {
  plan: "plan",
  legal: "set by law",
  estimate: "estimate",
  alleged: "alleged",
  hypothetical: "would be",
};
export const UNCERTAIN = ["inferred", "doubtful"];
const formats = new Map(); // slow to make

export const missing = (value) => value === null || value === undefined;

// Years have no thousands comma, since they are no amounts.
export function inDigits(value, decimals) {
  const useGrouping = Math.abs(value) >= 10000;
  const said = `${decimals} ${useGrouping}`;
  if (!formats.has(said)) {
    const whole = missing(decimals) ? {} : { minimumFractionDigits: decimals };
    formats.set(said, new Intl.NumberFormat("en-GB", { maximumFractionDigits: decimals ?? 6, useGrouping, ...whole }));
  }
  return formats.get(said).format(value);
}

// "1 May 1933"
export function inDays(day) {
  return day && new Date(day).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

export function isOpen(row, end) {
  const other = end === "lower" ? "upper" : "lower";
  return missing(row[end]) && !missing(row[other]);
}

export function amount(row) {
  const [value, lower, upper] = [row.value, row.lower, row.upper];
  if (missing(value)) {
    if (missing(lower) || missing(upper)) return `${missing(upper) ? "at least" : "at most"} ${inDigits(lower ?? upper)}`;
    return `${inDigits(lower)} to ${inDigits(upper)}`;
  }
  if (isOpen(row, "upper")) return `${inDigits(value)} or more`;
  if (isOpen(row, "lower")) return `${inDigits(value)} or less`;
  const bounded = !missing(lower) && lower < upper;
  return inDigits(value) + (bounded ? ` (${inDigits(lower)} to ${inDigits(upper)})` : "");
}

// The rule of docs/_extension/addresses.py.
export function slug(text) {
  const ascii = text.normalize("NFKD").replace(/[^\x00-\x7f]/g, "");
  return ascii.toLowerCase().replace(/[^a-z0-9_]+/g, "-").replace(/^-+|-+$/g, "");
}

// The pages of records: of each table, where the page is and which column names it.
const PAGES = {
  alternative_readings: (row) => numberPage(`${row.table}, ${row.row}, ${row.column}`),
  checks: (row) => row.figure && numberPage(row.figure),
  citations: (row) => row.source && `sources.html#${slug(row.source)}`,
  enterprise_mentions: (row) => `enterprise/${slug(row.enterprise)}.html`,
  enterprises: (row) => `enterprise/${slug(row.enterprise)}.html`,
  indicators: (row) => `indicator/${slug(row.indicator)}.html`,
  laws: (row) => `law/${slug(row.law)}.html`,
  places: (row) => `map.html#place=${encodeURIComponent(row.place)}`,
  provisions: (row) => `law/${slug(row.law)}.html#${row.provision.split("/").at(-1)}`,
  sources: (row) => `sources.html#${slug(row.source)}`,
  terms: (row) => `terms.html#${slug(row.term)}`,
  topics: (row) => `indicators.html#${slug(row.topic)}`,
};

export const pageOfRow = (table, row) => PAGES[table.name]?.(row) || null;

export function numberPage(observation) {
  const cell = /^(\w+), (.*), (\w+)$/.exec(observation);
  return `number/${cell ? `${cell[1]}--${slug(cell[2])}--${cell[3]}` : slug(observation)}.html`;
}
