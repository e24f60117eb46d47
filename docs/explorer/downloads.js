// The selection as files.

import { save } from "./dom.js";

// As `sovietlabour export` writes it: RFC 4180, missing cells empty.
export function saveCsv(table, rows) {
  const columns = table.columns.map((column) => column.name);
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  save(lines.map((line) => line.map(quoted).join(",")).join("\r\n") + "\r\n", `${table.name}_selection.csv`, "text/csv;charset=utf-8");
}

function quoted(value) {
  if (value === null) return "";
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// The writer is loaded when it is asked for.
export async function saveXlsx(table, rows, about) {
  const { default: write } = await import("write-excel-file/universal");
  const head = (names) => names.map((value) => ({ value, fontWeight: "bold" }));
  const data = [head(table.columns.map((column) => column.name)), ...rows.map((row) => table.columns.map((column) => row[column.name]))];
  const columns = [head(["column", "unit", "meaning"]), ...table.columns.map((column) => [column.name, column.unit, column.description])];
  const sheets = [
    { sheet: "data", data, stickyRowsCount: 1, columns: table.columns.map((column) => ({ width: column.type === "str" ? 24 : 14 })) },
    { sheet: "about", data: about, columns: [{ width: 16 }, { width: 100 }] },
    { sheet: "columns", data: columns, columns: [{ width: 24 }, { width: 16 }, { width: 100 }] },
  ];
  save(await write(sheets).toBlob(), `${table.name}_selection.xlsx`);
}
