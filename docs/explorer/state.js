// The view, kept in the address, so that it can be linked.

// The table that the explorer opens with.
export const FIRST = "turnover_1930_36";

export const fresh = (table) => ({
  table, search: "", filters: {}, min: {}, max: {}, sort: null, descending: false,
  quantities: null, lines: null, cell: null, all: false, wide: false, codes: false,
});

export function readState(tables) {
  const query = new URLSearchParams(location.hash.slice(1));
  const under = (prefix, read) =>
    Object.fromEntries([...query.keys()].filter((key) => key.startsWith(`${prefix}.`)).map((key) => [key.slice(prefix.length + 1), read(key)]));
  const table = query.get("table");
  return {
    table: tables.includes(table) ? table : FIRST,
    search: query.get("search") ?? "",
    filters: under("is", (key) => query.getAll(key)),
    min: under("from", (key) => query.get(key)),
    max: under("to", (key) => query.get(key)),
    sort: query.get("sort"),
    descending: query.get("order") === "descending",
    quantities: query.has("quantity") ? query.getAll("quantity") : null,
    lines: query.has("line") ? query.getAll("line") : null,
    cell: query.get("cell"),
    all: query.has("all"),
    wide: query.has("wide"),
    codes: query.has("codes"),
  };
}

export function writeState(state) {
  const query = new URLSearchParams({ table: state.table });
  if (state.search) query.set("search", state.search);
  for (const [column, values] of Object.entries(state.filters)) for (const value of values) query.append(`is.${column}`, value);
  for (const [prefix, values] of [["from", state.min], ["to", state.max]]) {
    for (const [column, value] of Object.entries(values)) query.set(`${prefix}.${column}`, value);
  }
  if (state.sort) query.set("sort", state.sort);
  if (state.sort && state.descending) query.set("order", "descending");
  for (const one of state.quantities ?? []) query.append("quantity", one);
  for (const line of state.lines ?? []) query.append("line", line);
  if (state.cell) query.set("cell", state.cell);
  for (const [name, set] of [["all", state.all], ["wide", state.wide], ["codes", state.codes]]) if (set) query.set(name, "yes");
  history.replaceState(null, "", `#${query}`);
}
