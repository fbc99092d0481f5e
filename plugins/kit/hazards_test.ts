import assert from "node:assert/strict";
import type { Column, Table } from "../../protocol/model.ts";
import { hazardsOf } from "./hazards.ts";
import type { Change } from "./model.ts";

const column = (name: string, more: Partial<Column> = {}): Column => ({
  name,
  type: "int",
  notNull: false,
  ...more,
});
const table: Table = {
  kind: "table",
  name: "t",
  columns: [],
  uniques: [],
  foreignKeys: [],
  checks: [],
  indexes: [],
};
const TYPES = { keepsValues: (from: Column, to: Column) => from.type === to.type };

const CASES: readonly {
  readonly name: string;
  readonly change: Change;
  readonly rows: bigint;
  readonly hazards: readonly string[];
}[] = [
  {
    name: "a dropped table, even an empty one",
    change: { type: "drop-table", table: "t", from: table },
    rows: 0n,
    hazards: ["deletes-data 0 drop-table:t"],
  },
  {
    name: "a dropped column",
    change: { type: "drop-column", table: "t", column: column("c") },
    rows: 3n,
    hazards: ["deletes-data 3 drop-column:t.c"],
  },
  {
    name: "a dropped generated column, with which nothing is lost",
    change: {
      type: "drop-column",
      table: "t",
      column: column("c", { generated: { expression: "a", stored: true } }),
    },
    rows: 3n,
    hazards: [],
  },
  {
    name: "a new generated column that may be null",
    change: {
      type: "add-column",
      table: "t",
      column: column("c", { notNull: true, generated: { expression: "a", stored: false } }),
    },
    rows: 3n,
    hazards: ["may-fail 3"],
  },
  {
    name: "a column that becomes generated and loses what was written",
    change: {
      type: "alter-column",
      table: "t",
      from: column("c"),
      to: column("c", { generated: { expression: "a", stored: false } }),
      aspects: ["generated"],
    },
    rows: 3n,
    hazards: ["deletes-data 3 drop-column:t.c"],
  },
  {
    name: "a converted type",
    change: {
      type: "alter-column",
      table: "t",
      from: column("c"),
      to: column("c", { type: "text" }),
      aspects: ["type"],
    },
    rows: 3n,
    hazards: ["changes-data 3"],
  },
  {
    name: "filled nulls",
    change: {
      type: "alter-column",
      table: "t",
      from: column("c"),
      to: column("c", { notNull: true, default: "0" }),
      aspects: ["not-null"],
    },
    rows: 2n,
    hazards: ["changes-data 2"],
  },
  {
    name: "a check on rows",
    change: { type: "add-check", table: "t", check: { expression: "c > 0" } },
    rows: 1n,
    hazards: ["may-fail 1"],
  },
  {
    name: "nothing for a check on no rows",
    change: { type: "add-check", table: "t", check: { expression: "c > 0" } },
    rows: 0n,
    hazards: [],
  },
  {
    name: "nothing for a plain index",
    change: { type: "create-index", table: "t", index: { name: "i", unique: false, parts: [] } },
    rows: 9n,
    hazards: [],
  },
  {
    name: "nothing for an added column",
    change: { type: "add-column", table: "t", column: column("c") },
    rows: 9n,
    hazards: [],
  },
];

for (const { name, change, rows, hazards } of CASES) {
  Deno.test(`hazardsOf() names ${name}`, () => {
    const count = () => rows;
    const counts = {
      rows: count,
      values: count,
      nulls: count,
      doubles: count,
      orphans: count,
      failures: count,
    };
    const found = hazardsOf(change, counts, TYPES);
    assert.deepEqual(
      found.map((hazard) =>
        [hazard.kind, hazard.rows, hazard.allow].filter((part) => part !== undefined).join(" ")
      ),
      hazards,
    );
  });
}
