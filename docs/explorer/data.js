// The published files, each read once, when it is first needed.

import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { decompress } from "fzstd";

import { breath } from "./dom.js";
import { fetched, json, once } from "./site.js";

const AT_ONCE = 8; // columns, so that the page never stands still for long
const COMPRESSORS = { ZSTD: (input, length) => decompress(input, new Uint8Array(length)) };

// What will be needed can be asked for ahead of what reads it.
export const bytes = (name) => once(`bytes of ${name}`, async () => (await fetched(`data/${name}.parquet`)).arrayBuffer());

async function read(name, columns) {
  const file = await bytes(name);
  const metadata = parquetMetadata(file);
  const wanted = columns ?? metadata.schema.slice(1).map((column) => column.name);
  const rows = Array.from({ length: Number(metadata.num_rows) }, () => ({}));
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    await breath();
    const part = await parquetReadObjects({ file, metadata, compressors: COMPRESSORS, columns: wanted.slice(at, at + AT_ONCE) });
    part.forEach((row, place) => Object.keys(row).forEach((key) => (rows[place][key] = plain(row[key]))));
  }
  return rows;
}

export const parquet = (name) => once(name, () => read(name));

function plain(value) {
  if (value === undefined) return null;
  if (typeof value === "bigint") return Number(value);
  return value instanceof Date ? value.toISOString().slice(0, 10) : value;
}

export const indicatorNames = () => once("names of indicators", async () => new Map(Object.entries(await json("_static/indicators.json"))));

// One column of a table by its key: the words of a codelist.
export const words = (name, key, says) => once(`${name}.${says}`, async () => new Map((await read(name, [key, says])).map((row) => [row[key], row[says]])));

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
