// The view, kept in the address, so that it can be linked.

export function readState(tables) {
  const query = new URLSearchParams(location.hash.slice(1));
  const under = (prefix) =>
    Object.fromEntries([...query].filter(([key]) => key.startsWith(`${prefix}.`)).map(([key, value]) => [key.slice(prefix.length + 1), value]));
  const table = query.get("table");
  return {
    table: tables.includes(table) ? table : tables.includes("turnover_1930_36") ? "turnover_1930_36" : tables[0],
    search: query.get("search") ?? "",
    filters: under("is"),
    min: under("from"),
    max: under("to"),
    sort: query.get("sort"),
    descending: query.get("order") === "descending",
    y: query.get("y"),
    by: query.get("by"),
    lines: query.has("line") ? query.getAll("line") : null,
    cell: query.get("cell"),
    all: query.has("all"),
  };
}

export function writeState(state) {
  const query = new URLSearchParams({ table: state.table });
  if (state.search) query.set("search", state.search);
  for (const [prefix, values] of [["is", state.filters], ["from", state.min], ["to", state.max]]) {
    for (const [column, value] of Object.entries(values)) query.set(`${prefix}.${column}`, value);
  }
  if (state.sort) query.set("sort", state.sort);
  if (state.sort && state.descending) query.set("order", "descending");
  if (state.y) query.set("y", state.y);
  if (state.by) query.set("by", state.by);
  for (const line of state.lines ?? []) query.append("line", line);
  if (state.cell) query.set("cell", state.cell);
  if (state.all) query.set("all", "rows");
  history.replaceState(null, "", `#${query}`);
}
