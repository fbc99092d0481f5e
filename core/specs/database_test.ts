import assert from "node:assert/strict";
import { SchemaHeroError } from "../errors.ts";
import { findDatabase } from "./database.ts";
import { loadSpecs } from "./load.ts";
import { memorySource } from "./memory_source.ts";
import { problemsOf, renderProblem } from "./problem.ts";

const V = "apiVersion: databases.schemahero.io/v1alpha4\nkind: Database\n";

function load(text: string) {
  return loadSpecs(memorySource({ "db.yaml": text }), "db.yaml");
}

Deno.test("loadSpecs() reads Database documents in every form that is in use", async () => {
  const cases: readonly (readonly [string, string, Record<string, unknown>, string?])[] = [
    // The example of SchemaHero's plugin README.
    [
      "  connection:\n    engine: postgres\n    uri:\n      value: postgres://u:p@h/d\n  plugin:\n    localPath: /x/schemahero-postgres\n",
      "postgres",
      { uri: { value: "postgres://u:p@h/d" } },
      "/x/schemahero-postgres",
    ],
    ["  connection:\n    postgres:\n      uri: {value: u}\n    plugin: {localPath: ./p}\n", "postgres", {
      uri: { value: "u" },
    }, "./p"],
    ["  connection: {sqlite: {uri: test.db}}\n", "sqlite", { uri: "test.db" }],
    ["  connection: {engine: sqlite, sqlite: {uri: test.db}}\n", "sqlite", { uri: "test.db" }],
    [
      "  connection: {mysql: {host: {value: h}, port: {value: '3306'}, disableTLS: true}}\n  immediateDeploy: false\n  enableShellCommand: true\n",
      "mysql",
      { host: { value: "h" }, port: { value: "3306" }, disableTLS: true },
    ],
  ];
  for (const [spec, engine, connection, pluginPath] of cases) {
    const [database] = (await load(`${V}metadata: {name: d}\nspec:\n${spec}`)).databases;
    assert.deepEqual([database?.name, database?.engine, database?.connection, database?.pluginPath], [
      "d",
      engine,
      connection,
      pluginPath,
    ], spec);
  }
});

Deno.test("loadSpecs() reads the limits of a plugin's process", async () => {
  const limits = "{memory: 1GiB, cpu: 90s, openFiles: 64, output: 10MiB, requestTimeout: 5m}";
  const spec = `connection: {sqlite: {uri: a.db}}, plugin: {limits: ${limits}}`;
  const [database] = (await load(`${V}metadata: {name: d}\nspec: {${spec}}\n`)).databases;
  assert.deepEqual(database?.pluginLimits, {
    memoryBytes: 1024 ** 3,
    cpuSeconds: 90,
    openFiles: 64,
    outputBytes: 10 * 1024 ** 2,
    requestMs: 300_000,
  });
});

Deno.test("loadSpecs() refuses Database documents that cannot be right", async () => {
  const cases: readonly (readonly [string, string])[] = [
    ["metadata: {name: d}\nspec: {}\n", 'db.yaml:4:1: Missing key "connection"'],
    ["metadata: {name: d}\nspec: {conection: {sqlite: {}}}\n", 'db.yaml:4:8: Unknown key "conection"'],
    ["spec: {connection: {sqlite: {}}}\n", "db.yaml:1:1: A Database needs metadata.name"],
    [
      "metadata: {name: d}\nspec: {connection: {sqlite: {}}, plugin: {limits: {memory: 1MiB}}}\n",
      'db.yaml:4:60: Expected a size of at least 640MiB, found "1MiB"',
    ],
    [
      "metadata: {name: d}\nspec: {connection: {sqlite: {}}, plugin: {limits: {disk: 1}}}\n",
      'db.yaml:4:52: Unknown key "disk"',
    ],
    [
      "metadata: {name: d}\nspec: {connection: {sqlite: {}}, plugin: {sandbox: off}}\n",
      'db.yaml:4:43: Unknown key "sandbox"',
    ],
    [
      "metadata: {name: d}\nspec: {connection: {sqlite: {}, mysql: {}}}\n",
      "db.yaml:4:8: Expected exactly one engine under connection, found sqlite, mysql",
    ],
    [
      "metadata: {name: d}\nspec: {connection: {uri: x}}\n",
      'db.yaml:4:26: Expected a map of connection options, found "x"',
    ],
    [
      "metadata: {name: d}\nspec: {connection: {engine: [x]}}\n",
      "db.yaml:4:21: Expected the engine's name, found a list",
    ],
    [
      "metadata: {name: d}\nspec: {connection: {sqlite: {}}, plugin: {path: x}}\n",
      'db.yaml:4:43: Unknown key "path"',
    ],
    [
      "metadata: {name: d}\nspec: {connection: {sqlite: {}}, plugin: {localPath: 5}}\n",
      "db.yaml:4:54: Expected a path, found number 5",
    ],
    [
      "metadata: {name: d}\nspec: {connection: {sqlite: {}, plugin: {localPath: a}}, plugin: {localPath: b}}\n",
      "db.yaml:4:78: Two different plugin paths in one document",
    ],
  ];
  for (const [text, expected] of cases) {
    await assert.rejects(load(V + text), (error) => {
      assert.ok(error instanceof SchemaHeroError);
      const [first = ""] = problemsOf(error).map(renderProblem);
      assert.equal(first.split("\n")[0], expected, text);
      return true;
    });
  }
});

Deno.test("findDatabase() finds the Database that the specs name", async () => {
  const database = (name: string) =>
    `${V}metadata: {name: ${name}}\nspec: {connection: {sqlite: {uri: x}}}\n---\n`;
  const table = (name: string, of: string) =>
    `name: ${name}\n${of && `database: ${of}\n`}schema: {sqlite: {}}\n---\n`;
  const find = async (text: string) => {
    const { specs, databases } = await load(text);
    return findDatabase(specs, databases)?.name;
  };
  assert.equal(await find(database("a") + database("b") + table("t", "b")), "b");
  assert.equal(await find(database("a") + table("t", "")), "a");
  assert.equal(await find(database("a") + table("t", "other")), undefined);
  assert.equal(await find(database("a") + database("b") + table("t", "")), undefined);
  assert.equal(await find(table("t", "a")), undefined);
  await assert.rejects(
    find(database("a") + database("b") + table("t", "a") + table("u", "b")),
    /The specs belong to several databases: a, b/,
  );
});
