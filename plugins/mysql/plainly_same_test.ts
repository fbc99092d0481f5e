import assert from "node:assert/strict";
import type { Table } from "../../protocol/model.ts";
import { isPlainlySame } from "./plainly_same.ts";

const LIVE: Table = {
  kind: "table",
  name: "t",
  columns: [
    { name: "id", type: "int", notNull: true, autoIncrement: true },
    { name: "place", type: "point", notNull: true, comment: "where", extra: { srid: 4326 } },
    {
      name: "name",
      type: "varchar(40)",
      notNull: false,
      collation: "utf8mb4_bin",
      extra: { charset: "utf8mb4" },
    },
    { name: "sum", type: "int", notNull: false, generated: { expression: "`id` + 1", stored: true } },
  ],
  primaryKey: { columns: ["id"] },
  uniques: [],
  foreignKeys: [{
    name: "fk",
    columns: ["id"],
    references: { table: "p", columns: ["id"] },
    onDelete: "CASCADE",
  }],
  checks: [{ name: "c", expression: "`id` > 0" }],
  indexes: [
    { name: "a", unique: false, parts: [{ column: "name", extra: { length: 10 } }], extra: { comment: "x" } },
    { name: "b", unique: true, parts: [{ column: "id" }, { column: "name", descending: true }] },
  ],
  comment: "all",
  extra: {
    engine: "innodb",
    rowFormat: "dynamic",
    charset: "utf8mb4",
    collation: "utf8mb4_bin",
    autoIncrement: "7",
  },
};

/** The live table as a spec says it that leaves out what it may. */
const WANTED: Table = {
  ...LIVE,
  columns: LIVE.columns.map((column) => {
    const { comment: _, ...rest } = column;
    return column.name === "place" ? { name: "place", type: "point", notNull: true } : rest;
  }),
  indexes: [
    { name: "b", unique: true, parts: [{ column: "id" }, { column: "name", descending: true }] },
    {
      name: "a",
      unique: false,
      parts: [{ column: "name", extra: { length: 10 } }],
      extra: { isImplied: true },
    },
  ],
  extra: { charset: "utf8mb4", collation: "utf8mb4_bin" },
};

Deno.test("isPlainlySame() is true when the spec says the same or leaves it as it is", () => {
  const { comment: _, ...wanted } = WANTED;
  assert.equal(isPlainlySame(wanted, LIVE), true);
  assert.equal(isPlainlySame(LIVE, LIVE), true);
});

/** Every table that differs from a table in one value, or lacks one. */
function* spoilt<T>(value: T): Generator<T> {
  // Each is of the type that it spoils.
  if (typeof value === "string") yield `${value}!` as T;
  if (typeof value === "boolean") yield !value as T;
  if (typeof value === "number") yield value + 1 as T;
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) {
      yield value.toSpliced(at, 1) as T;
      for (const other of spoilt(value[at])) yield value.with(at, other) as T;
    }
    if (value.length > 0) yield [...value, value[0]] as T;
    return;
  }
  for (const [key, field] of Object.entries(value)) {
    for (const other of spoilt(field)) yield { ...value, [key]: other };
    const { [key]: _, ...without } = value as Record<string, unknown>;
    yield without as T;
  }
  yield { ...value, surplus: true };
}

Deno.test("isPlainlySame() is false when anything that a spec cannot leave out differs", () => {
  const { comment: _, ...live } = {
    ...LIVE,
    columns: LIVE.columns.filter(({ name }) => name !== "place"),
    indexes: LIVE.indexes.filter(({ name }) => name !== "a"),
    extra: { charset: "utf8mb4", collation: "utf8mb4_bin" },
  };
  let count = 0;
  for (const wanted of spoilt<Table>(live)) {
    if (!wanted.columns || !wanted.indexes || !wanted.foreignKeys) continue; // no table
    assert.equal(isPlainlySame(wanted, live), false, JSON.stringify(wanted));
    count++;
  }
  assert.ok(count > 80, `${count} tables`);
});

Deno.test("isPlainlySame() is false when the live table has more than is wanted", () => {
  for (
    const live of [
      { ...LIVE, extra: { ...LIVE.extra, options: "stats_persistent=0" } },
      { ...LIVE, checks: [] },
      { ...LIVE, columns: LIVE.columns.map((column) => ({ ...column, default: "1" })) },
      {
        ...LIVE,
        columns: LIVE.columns.map((column) => ({ ...column, extra: { ...column.extra, invisible: true } })),
      },
      { ...LIVE, columns: LIVE.columns.toReversed() },
      { ...LIVE, indexes: LIVE.indexes.map((index) => ({ ...index, extra: { method: "fulltext" } })) },
    ]
  ) assert.equal(isPlainlySame(LIVE, live), false, JSON.stringify(live));
});
