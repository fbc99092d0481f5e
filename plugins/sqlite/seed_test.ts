// Seed rows: after an apply a second plan is empty for every type of cell, and only rows that differ are planned.
import assert from "node:assert/strict";
import type { Cell } from "../../protocol/plan.ts";
import {
  applyAll,
  applyPlan,
  connectTo,
  planSpecs,
  sayUnjudged,
  shell,
  type TestSpec,
  withFolder,
} from "./testing.ts";

const CELLS: readonly Cell[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  0.1,
  1e21,
  5e-324,
  -0,
  Infinity,
  2 ** 53,
  9007199254740993n,
  -(2n ** 63n),
  2n ** 63n - 1n,
  "",
  "plain",
  "it''s 'quoted'",
  "nul\0inside",
  "\0",
  "line\nfeed\r\n\t",
  "é 🎵 ﬀ",
  "12",
  " 12 ",
  "1e3",
  "0x10",
  "null",
  "--x; /*",
  new Uint8Array(),
  new Uint8Array([0, 255, 39]),
  { expression: "1 + 1" },
  { expression: "upper('abc')" },
  { expression: "date('now')" },
];

for (const type of ["integer", "text", "real", "blob", "numeric", "varchar(9)", "boolean", "timestamp", ""]) {
  Deno.test(`planSeeds() leaves nothing to do when every kind of cell is in a column of type "${type}"`, async () => {
    const connection = await connectTo(":memory:");
    const spec = {
      name: "t",
      body: { primaryKey: ["id"], columns: [{ name: "id", type: "integer" }, { name: "v", type }] },
      columns: ["id", "v"],
      rows: CELLS.map((cell, index): Cell[] => [index, cell]),
    };
    await applyPlan(connection, await planSpecs(connection, [spec], 7));
    const again = await planSpecs(connection, [spec], 5);
    assert.deepEqual([again.statements, again.diagnostics], [[], []]);
    connection.close();
  });
}

Deno.test("planSeeds() stores exact values when read by another SQLite", async () => {
  await withFolder(async (folder) => {
    const connection = await connectTo(`${folder}/a.db`);
    const spec = {
      name: "t",
      body: { columns: [{ name: "v", type: "" }, { name: "k", type: "int" }], primaryKey: ["k"] },
      columns: ["k", "v"],
      rows: [[1, 9007199254740993n], [2, "a\0b"], [3, new Uint8Array([1, 0])], [4, 0.1], [5, ""]],
    };
    await applyPlan(connection, await planSpecs(connection, [spec]));
    connection.close();
    const query =
      "select k, typeof(v), case when typeof(v) = 'text' then hex(cast(v as blob)) else quote(v) end from t;";
    const shown = await shell(`${folder}/a.db`, query);
    if (shown === undefined) return sayUnjudged("exact values");
    assert.equal(shown, "1|integer|9007199254740993\n2|text|610062\n3|blob|X'0100'\n4|real|0.1\n5|text|\n");
  });
});

Deno.test("planSeeds() writes text with NUL in the encoding of the database", async () => {
  for (const encoding of ["UTF-16le", "UTF-16be"]) {
    await withFolder(async (folder) => {
      const connection = await connectTo(`${folder}/a.db`);
      await applyAll(connection, [
        "begin",
        "commit",
        `pragma encoding = '${encoding}'`,
        "create table t (k text, v)",
      ]);
      const spec = { name: "t", columns: ["k", "v"], rows: [["a\0é🎵", 1], ["", 2], ["plain é", 3]] };
      await applyPlan(connection, await planSpecs(connection, [spec]));
      assert.deepEqual((await planSpecs(connection, [spec])).statements, []);
      connection.close();
      const shown = await shell(
        `${folder}/a.db`,
        "pragma encoding; select hex(cast(k as blob)) from t where v = 1;",
      );
      if (shown === undefined) return sayUnjudged("the encoding of text with NUL");
      const little = "61000000E9003CD8B5DF";
      const big = "0061000000E9D83CDFB5";
      assert.equal(shown, `${encoding}\n${encoding === "UTF-16le" ? little : big}\n`);
    });
  }
});

const people = (rows: readonly (readonly Cell[])[], more: object = {}): TestSpec => ({
  name: "person",
  body: {
    primaryKey: ["id"],
    columns: [{ name: "id", type: "integer" }, { name: "name", type: "text" }, { name: "age", type: "int" }],
    indexes: [{ columns: ["name"], isUnique: true }],
    ...more,
  } as NonNullable<TestSpec["body"]>, // test data
  columns: ["id", "name", "age"],
  rows,
});
const PERSON =
  `create table person (id integer primary key, name text, age int); create unique index idx_person_name on person (name);
  insert into person values (1, 'a', 10), (2, 'b', 20), (3, 'c', null);`;

interface Case {
  readonly name: string;
  readonly before: string;
  readonly specs: readonly TestSpec[];
  /** The seed statements. */
  readonly seeds: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: "nothing when all rows are there",
    before: PERSON,
    specs: [people([[1, "a", 10], [3, "c", null]])],
    seeds: [],
  },
  {
    name: "only the cells that differ",
    before: PERSON,
    specs: [people([[1, "a", 11], [2, "b", 20], [3, "c", 0], [4, "d", 40]])],
    seeds: [
      `update "person" set "age" = 11 where "id" = 1`,
      `update "person" set "age" = 0 where "id" = 3`,
      `insert into "person" ("id", "name", "age") values\n  (4, 'd', 40)`,
    ],
  },
  {
    name: "rows by a unique key when the primary key is not given",
    before: PERSON,
    specs: [{ ...people([["b", 21], ["n", 1]]), columns: ["name", "age"] }],
    seeds: [
      `update "person" set "age" = 21 where "name" = 'b'`,
      `insert into "person" ("name", "age") values\n  ('n', 1)`,
    ],
  },
  {
    name: "whole rows when there is no key",
    before: "create table log (m text, n int); insert into log values ('x', 1), ('y', null);",
    specs: [{ name: "log", columns: ["m", "n"], rows: [["x", 1], ["y", null], ["x", 2], ["X", 1]] }],
    seeds: [`insert into "log" ("m", "n") values\n  ('x', 2),\n  ('X', 1)`],
  },
  {
    name: "against a table and columns that still have their former names",
    before: PERSON.replaceAll("person", "human").replaceAll(" age", " years"),
    specs: [people([[1, "a", 10], [2, "b", 22]], {
      previousNames: ["human"],
      columns: [{ name: "id", type: "integer" }, { name: "name", type: "text" }, {
        name: "age",
        type: "int",
        previousNames: ["years"],
      }],
    })],
    seeds: [`update "person" set "age" = 22 where "id" = 2`],
  },
  {
    name: "against values as a type change and a new default leave them",
    before:
      "create table person (id integer primary key, name text, age text); insert into person values (1, 'a', '10'), (2, 'b', 'x'), (3, null, '7');",
    specs: [people([[1, "a", 10], [2, "b", 20], [3, "none", 7]], {
      columns: [{ name: "id", type: "integer" }, {
        name: "name",
        type: "text",
        default: "none",
        constraints: { notNull: true },
      }, { name: "age", type: "int" }],
    })],
    seeds: [`update "person" set "age" = 20 where "id" = 2`],
  },
  {
    name: "against the default of a column that is added in the same plan",
    before:
      "create table person (id integer primary key, name text); insert into person values (1, 'a'), (2, 'b');",
    specs: [people([[1, "a", 5], [2, "b", 6]], {
      columns: [{ name: "id", type: "integer" }, { name: "name", type: "text" }, {
        name: "age",
        type: "int",
        default: 5,
      }],
    })],
    seeds: [`update "person" set "age" = 6 where "id" = 2`],
  },
  {
    name: "text in the case that was asked for when the key ignores case",
    before:
      "create table person (name text primary key collate nocase, age int); insert into person values ('ann', 1);",
    specs: [{ name: "person", columns: ["name", "age"], rows: [["Ann", 1]] }],
    seeds: [`update "person" set "name" = 'Ann' where "name" = 'Ann'`],
  },
  {
    name: "a value whose type alone differs",
    before:
      "create table v (id integer primary key, x blob); insert into v values (1, '5'), (2, 5), (3, x'35'), (4, 1.0);",
    specs: [{ name: "v", columns: ["id", "x"], rows: [[1, 5], [2, 5], [3, "5"], [4, 1]] }],
    seeds: [
      `update "v" set "x" = 5 where "id" = 1`,
      `update "v" set "x" = '5' where "id" = 3`,
      `update "v" set "x" = 1 where "id" = 4`,
    ],
  },
  {
    name: "no update of an expression that is another each time",
    before: "create table e (id integer primary key, at text); insert into e values (1, 'then');",
    specs: [{
      name: "e",
      columns: ["id", "at"],
      rows: [[1, { expression: "datetime('now')" }], [2, { expression: "datetime('now')" }]],
    }],
    seeds: [`insert into "e" ("id", "at") values\n  (2, (datetime('now')))`],
  },
  {
    name: "parents before children",
    before: "",
    specs: [
      {
        name: "kid",
        body: {
          primaryKey: ["id"],
          columns: [{ name: "id", type: "integer" }],
          foreignKeys: [{ columns: ["id"], references: { table: "parent", columns: ["id"] } }],
        },
        columns: ["id"],
        rows: [[1]],
      },
      {
        name: "parent",
        body: { primaryKey: ["id"], columns: [{ name: "id", type: "integer" }] },
        columns: ["id"],
        rows: [[1]],
      },
    ],
    seeds: [`insert into "parent" ("id") values\n  (1)`, `insert into "kid" ("id") values\n  (1)`],
  },
];

for (const { name, before, specs, seeds } of CASES) {
  for (const batchSize of [1, 500]) {
    Deno.test(`planSeeds() plans ${name}, in batches of ${batchSize}`, async () => {
      const connection = await connectTo(":memory:");
      if (before !== "") await applyAll(connection, [before]);
      const plan = await planSpecs(connection, specs, batchSize);
      assert.deepEqual(plan.diagnostics, []);
      const planned = plan.statements.filter((each) => each.kind === "seed").map((each) => each.sql);
      assert.deepEqual(planned, seeds);
      await applyPlan(connection, plan);
      const again = await planSpecs(connection, specs, batchSize);
      assert.deepEqual(again.statements.map((each) => each.sql), []);
      connection.close();
    });
  }
}

const REFUSED: readonly { readonly name: string; readonly spec: TestSpec; readonly message: RegExp }[] = [
  {
    name: "two rows have one key",
    spec: people([[1, "x", 1], [2, "y", 1], [1, "z", 1]]),
    message: /same key \(id\): 1/,
  },
  { name: "a column is unknown", spec: { ...people([[1]]), columns: ["idd"] }, message: /names column idd/ },
  {
    name: "an integer key is null",
    spec: people([[null, "x", 1]]),
    message: /no value of its own in key column id/,
  },
  {
    name: "an integer does not fit",
    spec: people([[1, "x", 2n ** 63n]]),
    message: /does not fit in 64 bits/,
  },
  {
    name: "an expression is no SQL",
    spec: people([[1, { expression: "1 +" }, 1]]),
    message: /SQLite refuses the expression/,
  },
  {
    name: "an expression is more than one",
    spec: people([[1, { expression: "1); drop table x; --" }, 1]]),
    message: /Not one complete/,
  },
];

for (const { name, spec, message } of REFUSED) {
  for (const before of ["", PERSON]) {
    Deno.test(`planSeeds() refuses when ${name}${before === "" ? "" : " and the table exists"}`, async () => {
      const connection = await connectTo(":memory:");
      if (before !== "") await applyAll(connection, [before]);
      const { diagnostics } = await planSpecs(connection, [spec], 2);
      assert.equal(diagnostics.length, 1);
      assert.equal(diagnostics[0]?.severity, "error");
      assert.match(diagnostics[0]?.message ?? "", message);
      connection.close();
    });
  }
}

Deno.test("planSeeds() refuses a value that a strict table refuses", async () => {
  const connection = await connectTo(":memory:");
  const { diagnostics } = await planSpecs(connection, [people([[1, "x", "old"]], { strict: true })]);
  assert.match(diagnostics[0]?.message ?? "", /cannot store TEXT value in INT column person\.age/);
  connection.close();
});

Deno.test("planSeeds() streams 100,000 rows in statements of bounded size", async () => {
  const connection = await connectTo(":memory:");
  const spec = people(
    Array.from({ length: 100_000 }, (_, index): Cell[] => [index, `name ${index}`, index % 90]),
  );
  const start = performance.now();
  const plan = await planSpecs(connection, [spec]);
  const planned = performance.now();
  assert.ok(plan.statements.every((each) => each.sql.length < 70_000));
  await applyPlan(connection, plan);
  const applied = performance.now();
  assert.deepEqual((await planSpecs(connection, [spec])).statements, []);
  const again = performance.now();
  connection.close();
  // Generous: a quadratic comparison would take minutes.
  assert.ok(again - start < 30_000, `${planned - start} + ${applied - planned} + ${again - applied} ms`);
});
