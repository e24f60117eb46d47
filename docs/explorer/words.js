// What charts and explorer say in words: amounts, natures, marks, addresses. The same as in `sovietlabour.plot`.

export const NATURES = {
  plan: "plan",
  legal: "set by law",
  estimate: "estimate",
  alleged: "alleged",
  hypothetical: "would be",
};
export const UNCERTAIN = ["inferred", "doubtful"];

export const missing = (value) => value === null || value === undefined;

// Years have no thousands comma, since they are no amounts.
export function inDigits(value, decimals) {
  const whole = decimals === undefined || decimals === null ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return value.toLocaleString("en-GB", { maximumFractionDigits: 6, useGrouping: Math.abs(value) >= 10000, ...whole });
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

export function numberPage(observation) {
  const cell = /^(\w+), (.*), (\w+)$/.exec(observation);
  return `number/${cell ? `${cell[1]}--${slug(cell[2])}--${cell[3]}` : slug(observation)}.html`;
}
