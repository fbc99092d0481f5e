import assert from "node:assert/strict";
import type { Table } from "../../protocol/model.ts";
import { type DiffRules, diffTable } from "./diff.ts";
import { describeChange } from "./model.ts";
import { foldAscii } from "./quote.ts";

const RULES: DiffRules = {
  fold: foldAscii,
  sameType: (a, b) => a === b,
  sameExpression: (a, b) => a.replaceAll(" ", "") === b.replaceAll(" ", ""),
  sameCollation: (a, b) => a === b,
  nameMatters: (name) => name.startsWith("my_"),
  tableAspects: () => [],
  sameKeyExtra: (a, b) => a.extra?.["order"] === b.extra?.["order"],
};

function table(parts: Partial<Table>): Table {
  return {
    kind: "table",
    name: "t",
    columns: [{ name: "a", type: "int", notNull: false }, { name: "b", type: "text", notNull: false }],
    uniques: [],
    foreignKeys: [],
    checks: [],
    indexes: [],
    ...parts,
  };
}
const key = { columns: ["a", "b"], references: { table: "p", columns: ["x", "y"] } };

const CASES: readonly {
  readonly name: string;
  readonly from: Partial<Table>;
  readonly to: Partial<Table>;
  readonly changes: readonly string[];
}[] = [
  { name: "nothing for equal tables", from: {}, to: {}, changes: [] },
  {
    name: "nothing for names of another case",
    from: {},
    to: {
      columns: [{ name: "B", type: "text", notNull: false }, { name: "A", type: "int", notNull: false }],
    },
    changes: [],
  },
  {
    name: "an added and a dropped column",
    from: {},
    to: {
      columns: [{ name: "a", type: "int", notNull: false }, { name: "c", type: "text", notNull: false }],
    },
    changes: ["Add column c to t", "Drop column b of t"],
  },
  {
    name: "all aspects of a column at once",
    from: {},
    to: {
      columns: [
        { name: "a", type: "real", notNull: true, default: "1", autoIncrement: true, collation: "c" },
        { name: "b", type: "text", notNull: false },
      ],
    },
    changes: [
      "Change column a of t: type int to real, set not null, set default 1, set autoincrement, collation c",
    ],
  },
  {
    name: "what only the engine knows of a key",
    from: { primaryKey: { columns: ["a"], extra: { order: "desc" } } },
    to: { primaryKey: { columns: ["a"] } },
    changes: ["Make (a) the primary key of t"],
  },
  {
    name: "the order of a primary key",
    from: { primaryKey: { columns: ["a", "b"] } },
    to: { primaryKey: { columns: ["b", "a"] } },
    changes: ["Make (b, a) the primary key of t"],
  },
  {
    name: "nothing for a foreign key whose pairs stand in another order",
    from: { foreignKeys: [key] },
    to: {
      foreignKeys: [{
        columns: ["b", "a"],
        references: { table: "P", columns: ["y", "x"] },
        onDelete: "NO ACTION",
        name: "t_fkey",
      }],
    },
    changes: [],
  },
  {
    name: "a foreign key whose pairs are others",
    from: { foreignKeys: [key] },
    to: { foreignKeys: [{ ...key, columns: ["b", "a"] }] },
    changes: ["Drop foreign key (a, b) to p of t", "Add foreign key (b, a) to p on t"],
  },
  {
    name: "an action and the time of checking of a foreign key",
    from: { foreignKeys: [{ ...key, onUpdate: "CASCADE" }, { ...key, deferrable: "INITIALLY DEFERRED" }] },
    to: { foreignKeys: [{ ...key, onUpdate: "SET NULL" }, { ...key, deferrable: "INITIALLY IMMEDIATE" }] },
    changes: ["Drop", "Drop", "Add", "Add"].map((verb) =>
      `${verb} foreign key (a, b) to p ${verb === "Add" ? "on" : "of"} t`
    ),
  },
  {
    name: "a name that the user chose",
    from: { checks: [{ expression: "a > 0" }] },
    to: { checks: [{ name: "my_check", expression: "a>0" }] },
    changes: ["Drop check (a > 0) of t", "Add check (a>0) to t"],
  },
  {
    name: "only the one of two equal checks that is too many",
    from: { checks: [{ expression: "a>0" }, { expression: "a>0" }] },
    to: { checks: [{ expression: "a > 0" }] },
    changes: ["Drop check (a>0) of t"],
  },
  {
    name: "an index by its order, direction and predicate",
    from: { indexes: [{ name: "i", unique: false, parts: [{ column: "a" }, { column: "b" }] }] },
    to: { indexes: [{ name: "I", unique: false, parts: [{ column: "b" }, { column: "a" }] }] },
    changes: ["Drop index i of t", "Create index I on t"],
  },
];

for (const { name, from, to, changes } of CASES) {
  Deno.test(`diffTable() finds ${name}`, () => {
    assert.deepEqual(diffTable(table(from), table(to), RULES).map(describeChange), changes);
  });
}
