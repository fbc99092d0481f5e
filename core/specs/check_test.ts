import assert from "node:assert/strict";
import type { Description } from "../../protocol/describe.ts";
import { array, boolean, object, optional, scalar, string } from "../../protocol/schema.ts";
import { SchemaHeroError } from "../errors.ts";
import { checkSpecs, placeDiagnostic, requireValid } from "./check.ts";
import { loadSpecs } from "./load.ts";
import { memorySource } from "./memory_source.ts";
import { renderProblem } from "./problem.ts";
import type { Spec } from "./spec.ts";

const DESCRIPTION: Description = {
  name: "mini",
  version: "1.0.0",
  engines: [{ name: "mini", specKey: "mini" }],
  capabilities: ["plan"],
  kinds: [
    {
      kind: "Table",
      body: object({
        columns: optional(array(object({
          name: string(),
          type: string(),
          default: optional(scalar()),
          constraints: optional(object({ notNull: optional(boolean()) })),
        }))),
      }),
    },
    { kind: "DatabaseExtension", body: object({ name: string(), version: optional(string()) }) },
  ],
  connection: { options: {}, uri: [] },
  hazards: [],
};

async function load(text: string): Promise<readonly Spec[]> {
  return (await loadSpecs(memorySource({ "f.yaml": text }), "f.yaml")).specs;
}

async function shown(specs: readonly Spec[]): Promise<string[]> {
  const problems = checkSpecs(specs, DESCRIPTION, "mini").map((diagnostic) =>
    placeDiagnostic(diagnostic, specs, "mini")
  );
  return (await Promise.all(problems)).map(renderProblem);
}

Deno.test("checkSpecs() finds nothing in specs that fit the plugin's schema, nor in rows alone", async () => {
  const specs = await load(
    "name: a\nschema:\n  mini:\n    columns:\n    - {name: x, type: int, default: 9007199254740993}\n---\nname: a\nseedData: {rows: []}\n",
  );
  assert.deepEqual(checkSpecs(specs, DESCRIPTION, "mini"), []);
});

Deno.test("checkSpecs() shows what does not fit at its file, line and column", async () => {
  const specs = await load(`# a file
apiVersion: schemas.schemahero.io/v1alpha4
kind: Table
metadata: {name: m}
spec:
  name: a
  schema:
    mini:
      colums: []
---
name: b
seedData:
  rows:
  - columns:
    - column: x
      value:
        int: 1
schema:
  mini:
    columns:
    - name: x
      type: int
      constraints:
        notNul: true
    - name: y
    - name: z
      type: 5
---
apiVersion: schemas.schemahero.io/v1alpha4
kind: DatabaseExtension
metadata: {name: m}
spec:
  mini:
    name: [a]
`);
  assert.deepEqual(await shown(specs), [
    'f.yaml:9:7: Unknown key "colums"\n  9 |       colums: []\n    |       ^^^^^^\n    = Did you mean "columns"?',
    'f.yaml:24:9: Unknown key "notNul"\n  24 |         notNul: true\n     |         ^^^^^^\n     = Did you mean "notNull"?',
    'f.yaml:25:7: Missing key "type"\n  25 |     - name: y\n     |       ^',
    "f.yaml:27:13: Expected text, found number 5\n  27 |       type: 5\n     |             ^",
    "f.yaml:34:5: Expected text, found a list\n  34 |     name: [a]\n     |     ^^^^",
  ]);
});

Deno.test("checkSpecs() names the engines that a spec has when the wanted one is missing", async () => {
  const specs = await load(
    "name: a\nschema:\n  postgres: {}\n  mysql: {}\n---\nname: b\nschema: {minni: {}}\n",
  );
  assert.deepEqual(await shown(specs), [
    "f.yaml:2:1: Table a is not described for mini: spec.schema has postgres, mysql\n  2 | schema:\n    | ^^^^^^\n    = Add spec.schema.mini, or use the engine that is there",
    'f.yaml:7:1: Table b is not described for mini: spec.schema has minni\n  7 | schema: {minni: {}}\n    | ^^^^^^\n    = Did you mean "mini" instead of "minni"?',
  ]);
});

Deno.test("checkSpecs() says which kinds a plugin supports", async () => {
  const specs = await load(
    "apiVersion: schemas.schemahero.io/v1alpha4\nkind: View\nspec: {name: v, schema: {mini: {}}}\n",
  );
  assert.deepEqual(await shown(specs), [
    "f.yaml:3:26: The plugin mini does not support View documents (v)\n  3 | spec: {name: v, schema: {mini: {}}}\n    |                          ^^^^\n    = It supports Table, DatabaseExtension",
  ]);
});

Deno.test("placeDiagnostic() follows aliases and survives paths that lead nowhere", async () => {
  const specs = await load(
    "name: a\nschema:\n  mini: &m\n    columns: &c\n    - {name: x, type: int}\n  other: {columns: *c}\n",
  );
  const place = async (path: (string | number)[], key = "other") =>
    (await placeDiagnostic({ severity: "warning", code: "x", message: "m", spec: 0, path }, specs, key))
      .place;
  assert.equal((await place(["columns", 0, "name"]))?.line, 5);
  assert.equal((await place(["columns", 7, "name"]))?.line, 6);
  assert.equal((await place(["nothing", "at", "all"]))?.line, 6);
  assert.equal((await place([], "absent"))?.line, 2);
  assert.equal(
    (await placeDiagnostic({ severity: "note", code: "x", message: "m", spec: 9 }, specs, "mini")).place,
    undefined,
  );
});

Deno.test("requireValid() ends with every problem in one error", async () => {
  const specs = await load("name: a\nschema: {mini: {x: 1, y: 2}}\n");
  await assert.rejects(requireValid(specs, DESCRIPTION, "mini"), (error) => {
    assert.ok(error instanceof SchemaHeroError);
    assert.deepEqual([error.code, error.message], ["specs.invalid", "2 problems in the specs"]);
    return true;
  });
  await requireValid(await load("name: a\nschema: {mini: {}}\n"), DESCRIPTION, "mini");
});
