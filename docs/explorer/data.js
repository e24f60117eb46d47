// The published files, each read once, when it is first needed.

import { parquetReadObjects } from "hyparquet";
import { decompress } from "fzstd";

import { fetched, once } from "./site.js";

const COMPRESSORS = { ZSTD: (input, length) => decompress(input, new Uint8Array(length)) };

export const parquet = (name) =>
  once(name, async () => {
    const file = await (await fetched(`data/${name}.parquet`)).arrayBuffer();
    const found = await parquetReadObjects({ file, compressors: COMPRESSORS });
    return found.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)])));
  });

function plain(value) {
  if (value === undefined) return null;
  if (typeof value === "bigint") return Number(value);
  return value instanceof Date ? value.toISOString().slice(0, 10) : value;
}

// One column of a table by its key: the words of a codelist.
export const words = (name, key, says) => once(`${name}.${says}`, async () => new Map((await parquet(name)).map((row) => [row[key], row[says]])));

export const records = (name, key) => once(`${name} by ${key}`, async () => new Map((await parquet(name)).map((row) => [row[key], row])));

export const keyOf = (table, row) => table.keys.map((key) => row[key]).join(" | ");

// Where the cells of a table stand: lines of charts join neighbours only.
export const positions = (table) => once(`rows of ${table.name}`, async () => new Map((await parquet(table.name)).map((row, place) => [keyOf(table, row), place])));

export const provenance = () =>
  once("provenance by table", async () => {
    const tables = new Map();
    for (const cell of await parquet("provenance")) {
      if (!tables.has(cell.table)) tables.set(cell.table, new Map());
      const rows = tables.get(cell.table);
      if (!rows.has(cell.row)) rows.set(cell.row, new Map());
      rows.get(cell.row).set(cell.column, cell);
    }
    return tables;
  });

export const readings = () =>
  once("readings by cell", async () => {
    const cells = new Map();
    for (const one of await parquet("alternative_readings")) {
      const cell = `${one.table}, ${one.row}, ${one.column}`;
      if (!cells.has(cell)) cells.set(cell, new Map());
      const names = cells.get(cell);
      names.set(one.value, [...(names.get(one.value) ?? []), one.reading]);
    }
    return cells;
  });
