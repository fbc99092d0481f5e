import assert from "node:assert/strict";
import { SchemaHeroError } from "../errors.ts";
import { type LoadOptions, loadSpecs } from "./load.ts";
import {
  MAX_DIRECTORY_DEPTH,
  MAX_DOCUMENTS,
  MAX_FILE_BYTES,
  MAX_FILES,
  MAX_PARSED_CHARACTERS,
  MAX_PROBLEMS,
} from "./limits.ts";
import { memorySource } from "./memory_source.ts";
import { problemsOf, renderProblem } from "./problem.ts";

const V = "apiVersion: schemas.schemahero.io/v1alpha4\n";

function load(text: string | Uint8Array, options?: LoadOptions) {
  return loadSpecs(memorySource({ "f.yaml": text }), "f.yaml", options);
}

async function failure(action: Promise<unknown>): Promise<SchemaHeroError> {
  try {
    await action;
  } catch (error) {
    assert.ok(error instanceof SchemaHeroError, `not a SchemaHeroError: ${error}`);
    return error;
  }
  throw new Error("Nothing was refused");
}

/** All problems of a text, as people see them. */
async function shown(text: string, options?: LoadOptions): Promise<string> {
  return problemsOf(await failure(load(text, options))).map(renderProblem).join("\n");
}

Deno.test("loadSpecs() recognises wrapped and bare documents of every kind", async () => {
  const body = "schema: {pg: {a: 1}}";
  const cases: readonly (readonly [string, string, string, LoadOptions?])[] = [
    [
      `${V}kind: Table\nmetadata: {name: m}\nspec: {database: d, name: n, requires: [x], ${body}}`,
      "Table",
      "n",
    ],
    [`${V}kind: View\nmetadata: {name: m}\nspec: {name: n, ${body}}`, "View", "n"],
    [
      `${V}kind: Function\nmetadata: {name: m}\nspec: {name: n, removeOnDeletion: true, ${body}}`,
      "Function",
      "n",
    ],
    [`${V}kind: DataType\nmetadata: {name: m}\nspec: {name: n, ${body}}`, "DataType", "n"],
    [
      `${V}kind: DatabaseExtension\nmetadata: {name: m}\nspec: {database: d, pg: {name: n}}`,
      "DatabaseExtension",
      "n",
    ],
    [`${V}kind: DatabaseExtension\nmetadata: {name: m}\nspec: {pg: {}}`, "DatabaseExtension", "m"],
    [`${V}kind: Table\nspec: {name: n, ${body}}\nstatus: {x: 1}`, "Table", "n"],
    [`${V}kind: View\nspec: {name: n, ${body}}`, "View", "n", { specType: "table" }],
    [`name: n\n${body}`, "Table", "n"],
    [`name: n\n${body}`, "View", "n", { specType: "view" }],
    [`name: n\n${body}`, "Function", "n", { specType: "function" }],
    [`name: n\n${body}`, "DataType", "n", { specType: "type" }],
    ["database: d\npg: {name: n}", "DatabaseExtension", "n", { specType: "extension" }],
    [`metadata: {name: m}\nspec: {name: n, ${body}}`, "Table", "n"],
    [`database:\nrequires:\nname: n\n${body}\nseedData:`, "Table", "n"],
    ["name: n\nseedData: {rows: []}", "Table", "n"],
    [`\uFEFF# BOM\r\nname: n\r\n${body}\r\n`, "Table", "n"],
    ['{"name": "n", "schema": {"pg": {"a": 1}}}', "Table", "n"],
  ];
  for (const [text, kind, name, options] of cases) {
    const { specs } = await load(text, options);
    assert.deepEqual(specs.map((spec) => [spec.kind, spec.name]), [[kind, name]], text);
  }
});

Deno.test("loadSpecs() gives the parts of a spec as they were written", async () => {
  const [spec] = (await load(
    `---\n# first\n---\n${V}kind: Table\nspec:\n  database: d\n  name: n\n  requires: [e]\n  schema:\n    pg: {big: 9007199254740993, when: 2024-01-01}\n`,
  )).specs;
  assert.ok(spec);
  const { origin, ...facts } = spec;
  assert.deepEqual(facts, {
    kind: "Table",
    name: "n",
    database: "d",
    requires: ["e"],
    removeOnDeletion: false,
    bodies: { pg: { big: 9007199254740993n, when: "2024-01-01" } },
  });
  assert.deepEqual([origin.spec, origin.bodies, origin.document.index, origin.document.line], [
    ["spec"],
    ["spec", "schema"],
    1,
    2,
  ]);
});

Deno.test("loadSpecs() reads the items of a kubectl List", async () => {
  const { specs, notes } = await load(
    `apiVersion: v1\nkind: List\nitems:\n- ${V.trim()}\n  kind: Table\n  spec: {name: a, schema: {pg: {}}, seedData: {rows: [{columns: [{column: x, value: {int: 1}}]}]}}\n- {apiVersion: v1, kind: Secret}\n`,
  );
  assert.deepEqual(specs.map(({ name, origin }) => [name, origin.bodies]), [["a", [
    "items",
    0,
    "spec",
    "schema",
  ]]]);
  assert.deepEqual(notes.map(({ message }) => message), [
    "Skipped: Secret of v1 is not a SchemaHero document",
  ]);
});

Deno.test("loadSpecs() walks directories in order and says what it leaves out", async () => {
  const table = (name: string) => `name: ${name}\nschema: {pg: {}}\n`;
  const { specs, notes } = await loadSpecs(
    memorySource({
      "d/b.yaml": table("b"),
      "d/a.yml": table("a"),
      "d/c/deep.json": '{"name": "deep", "schema": {"pg": {}}}',
      "d/Z.YAML": table("z"),
      "d/README.md": "# not: [yaml",
      "d/.hidden.yaml": "also: [not",
      "d/.git/config.yaml": "x",
      "d/kustomization.yaml": "resources: [a.yml]",
      "d/empty.yaml": "",
      "d/comments.yaml": "# nothing\n---\n# here\n",
      "d/deployment.yaml": "apiVersion: apps/v1\nkind: Deployment\n",
      "d/migration.yaml": `${V}kind: Migration\n`,
    }),
    "d",
  );
  assert.deepEqual(specs.map(({ name }) => name), ["z", "a", "b", "deep"]);
  assert.deepEqual(notes.map(({ path, message }) => `${path}: ${message}`), [
    "d/.git: Skipped: hidden",
    "d/.hidden.yaml: Skipped: hidden",
    "d/README.md: Skipped: not a .yaml, .yml or .json file",
    "d/kustomization.yaml: Skipped: a kustomization",
    "d/deployment.yaml: Skipped: Deployment of apps/v1 is not a SchemaHero document",
    "d/migration.yaml: Skipped: a Migration is a record of the operator, not a spec",
  ]);
});

Deno.test("loadSpecs() notes that there was nothing to read", async () => {
  const { notes } = await load("# nothing\n");
  assert.deepEqual(notes, [{ path: "f.yaml", message: "No SchemaHero documents were found" }]);
});

const WRONG_DOCUMENTS: readonly (readonly [string, string])[] = [
  [
    `${V}kind: Tabel\n`,
    'f.yaml:2:7: Unknown kind "Tabel"\n  2 | kind: Tabel\n    |       ^^^^^\n    = Did you mean "Table"?',
  ],
  [
    `${V}kind: Nothing\n`,
    'f.yaml:2:7: Unknown kind "Nothing"\n  2 | kind: Nothing\n    |       ^^^^^^^\n    = Known kinds: Table, DataType, View, DatabaseExtension, Function, Procedure, Event, Schema, Sequence, Aggregate, Keyspace, Database',
  ],
  [
    V,
    'f.yaml:1:1: Missing key "kind"\n  1 | apiVersion: schemas.schemahero.io/v1alpha4\n    | ^\n    = A document has both apiVersion and kind, or neither (a bare spec)',
  ],
  [
    `${V}kind: 5\n`,
    "f.yaml:2:7: Expected text as kind, found number 5\n  2 | kind: 5\n    |       ^\n    = A document has both apiVersion and kind, or neither (a bare spec)",
  ],
  [
    "kind: Table\n",
    'f.yaml:1:1: Missing key "apiVersion"\n  1 | kind: Table\n    | ^\n    = A document has both apiVersion and kind, or neither (a bare spec)',
  ],
  [
    "apiVersion: schema.schemahero.io/v1alpha4\nkind: Table\n",
    'f.yaml:1:13: Unknown apiVersion "schema.schemahero.io/v1alpha4"\n  1 | apiVersion: schema.schemahero.io/v1alpha4\n    |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n    = Did you mean "schemas.schemahero.io/v1alpha4"?',
  ],
  [
    "apiVersion: schemas.schemahero.io/4\nkind: Table\n",
    'f.yaml:1:13: Unknown apiVersion "schemas.schemahero.io/4"\n  1 | apiVersion: schemas.schemahero.io/4\n    |             ^^^^^^^^^^^^^^^^^^^^^^^\n    = Write schemas.schemahero.io/v1alpha4',
  ],
  [
    `${V}kind: Database\n`,
    "f.yaml:1:13: A Database belongs to databases.schemahero.io, not to schemas.schemahero.io\n  1 | apiVersion: schemas.schemahero.io/v1alpha4\n    |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n    = Write apiVersion: databases.schemahero.io/v1alpha4",
  ],
  [
    `${V}kind: Table\nspecs:\n  name: n\n`,
    'f.yaml:3:1: Unknown key "specs"\n  3 | specs:\n    | ^^^^^\n    = Did you mean "spec"?',
  ],
  [
    `${V}kind: Table\n`,
    'f.yaml:1:1: Missing key "spec"\n  1 | apiVersion: schemas.schemahero.io/v1alpha4\n    | ^',
  ],
  [`${V}kind: Table\nspec: []\n`, "f.yaml:3:1: Expected a map, found a list\n  3 | spec: []\n    | ^^^^"],
  [
    `${V}kind: Table\nmetadata:\n  naem: x\nspec: {name: n, schema: {pg: {}}}\n`,
    'f.yaml:4:3: Unknown key "naem"\n  4 |   naem: x\n    |   ^^^^\n    = Did you mean "name"?',
  ],
  [
    `${V}kind: Table\nmetadata: {name: my-table}\nspec: {schema: {pg: {}}}\n`,
    'f.yaml:4:1: Missing key "name" in spec\n  4 | spec: {schema: {pg: {}}}\n    | ^^^^\n    = spec.name is the object\'s name in the database; metadata.name (my-table) is not used for it',
  ],
  ["schema: {pg: {}}\n", 'f.yaml:1:1: Missing key "name"\n  1 | schema: {pg: {}}\n    | ^'],
  [
    "name: 5\nschema: {pg: {}}\n",
    "f.yaml:1:7: Expected text, found number 5\n  1 | name: 5\n    |       ^",
  ],
  ["name: n\n", "f.yaml:1:1: The Table has nothing to do: no schema or seedData\n  1 | name: n\n    | ^"],
  [
    "name: n\nschema: {}\n",
    "f.yaml:1:1: The Table has nothing to do: no schema or seedData\n  1 | name: n\n    | ^",
  ],
  ["name: n\nschema: x\n", 'f.yaml:2:9: Expected a map, found "x"\n  2 | schema: x\n    |         ^'],
  [
    "name: n\nschmea: {pg: {}}\n",
    'f.yaml:2:1: Unknown key "schmea"\n  2 | schmea: {pg: {}}\n    | ^^^^^^\n    = Did you mean "schema"?',
  ],
  [
    "name: n\nseedData: {row: []}\n",
    'f.yaml:2:12: Unknown key "row"\n  2 | seedData: {row: []}\n    |            ^^^\n    = Did you mean "rows"?',
  ],
  [
    "name: n\nrequires: x\nschema: {pg: {}}\n",
    'f.yaml:2:11: Expected a list, found "x"\n  2 | requires: x\n    |           ^',
  ],
  [
    "services: {web: {}}\nversion: 3\n",
    "f.yaml:1:1: Not a SchemaHero document: no apiVersion and kind, and no keys of a bare Table spec\n  1 | services: {web: {}}\n    | ^\n    = Found services, version; a bare spec has name and schema. Move other files elsewhere",
  ],
  ["- name: n\n", "f.yaml:1:1: Expected a document (a map), found a list\n  1 | - name: n\n    | ^"],
  [
    "just text\n",
    'f.yaml:1:1: Expected a document (a map), found "just text"\n  1 | just text\n    | ^^^^^^^^^',
  ],
  ["name: a\nname: b\n", "f.yaml:2:1: Duplicated mapping key\n  2 | name: b\n    | ^"],
  [
    "name: n\nschema: {pg: {}}\n---\nschema: [\n",
    "f.yaml:5:1: Unexpected end of the stream within a flow collection\n  5 |\n    | ^",
  ],
  [
    "a: \u001b[31mred\n",
    "f.yaml:1:12: The stream contains non-printable characters\n  1 | a: \uFFFD[31mred\n    |            ^",
  ],
  [
    `${V}kind: DatabaseExtension\nspec: {database: d}\n`,
    "f.yaml:3:1: The DatabaseExtension has nothing to do: no engine's key\n  3 | spec: {database: d}\n    | ^^^^",
  ],
];

Deno.test("loadSpecs() refuses documents that cannot be right, with place and suggestion", async () => {
  for (const [text, expected] of WRONG_DOCUMENTS) assert.equal(await shown(text), expected, text);
});

Deno.test("loadSpecs() reports several problems at once, in order, and stops at a limit", async () => {
  const error = await failure(load("name: 5\n---\nx: [\n---\nname: n\nschmea: {}\n"));
  assert.equal(error.message, "3 problems in the specs");
  assert.deepEqual(problemsOf(error).map(({ place }) => place?.line), [1, 4, 6]);
  const many = await failure(load("name: 5\n---\n".repeat(100)));
  assert.equal(problemsOf(many).length, MAX_PROBLEMS);
});

Deno.test("loadSpecs() refuses two descriptions of one object and names both places", async () => {
  const source = memorySource({
    "d/a.yaml": "# x\n---\nname: other\nschema: {pg: {}}\n---\nname: n\nschema: {pg: {}}\n",
    "d/b.yaml": "schema: {pg: {}}\nname: n\n",
  });
  const error = await failure(loadSpecs(source, "d"));
  assert.equal(
    error.message,
    "d/b.yaml:2:7: Table n is described twice: here and in d/a.yaml, the document from line 5",
  );
  assert.equal(error.detail, "  2 | name: n\n    |       ^");
});

Deno.test("loadSpecs() accepts what only looks like two descriptions of one object", async () => {
  const cases = [
    "name: n\nschema: {pg: {}}\n---\nname: n\nschema: {my: {}}\n",
    "name: n\nschema: {pg: {schema: a}}\n---\nname: n\nschema: {pg: {schema: b}}\n",
    "name: n\nschema: {pg: {}}\n---\nname: n\nseedData: {rows: []}\n",
    "name: n\ndatabase: a\nschema: {pg: {}}\n---\nname: n\ndatabase: b\nschema: {pg: {}}\n",
    `${V}kind: Function\nspec: {name: f, schema: {pg: {params: [{type: int}]}}}\n---\n${V}kind: Function\nspec: {name: f, schema: {pg: {params: []}}}\n`,
    `name: n\nschema: {pg: {}}\n---\n${V}kind: View\nspec: {name: n, schema: {pg: {}}}\n`,
  ];
  for (const text of cases) assert.equal((await load(text)).specs.length, 2, text);
});

Deno.test("loadSpecs() says why a path cannot be read", async () => {
  const missing = await failure(loadSpecs(memorySource({}), "x.yaml"));
  assert.deepEqual([missing.code, missing.message], ["specs.not-found", "x.yaml does not exist"]);
  const latin = await failure(load(new Uint8Array([0x6e, 0xe9])));
  assert.deepEqual([latin.code, latin.message, latin.hint], [
    "specs.encoding",
    "f.yaml is not UTF-8",
    "Save it as UTF-8",
  ]);
  const utf16 = await failure(load(new Uint8Array([0xff, 0xfe, 0x6e, 0])));
  assert.equal(utf16.hint, "It looks like UTF-16: save it as UTF-8");
  const denied = {
    ...memorySource({ "x.yaml": "" }),
    readFile: () => Promise.reject(new Error("Permission denied")),
  };
  const refused = await failure(loadSpecs(denied, "x.yaml"));
  assert.deepEqual([refused.code, refused.message], [
    "specs.unreadable",
    "x.yaml cannot be read: Permission denied",
  ]);
});

Deno.test("loadSpecs() holds its limits on files, depth, size and documents at the edge", async () => {
  const files = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`d/${index}.yaml`, ""]));
  await loadSpecs(memorySource(files(MAX_FILES)), "d");
  assert.equal(
    (await failure(loadSpecs(memorySource(files(MAX_FILES + 1)), "d"))).message,
    "More than 20000 spec files",
  );

  const deep = (depth: number) => memorySource({ [`d/${"x/".repeat(depth)}a.yaml`]: "" });
  await loadSpecs(deep(MAX_DIRECTORY_DEPTH), "d");
  assert.match(
    (await failure(loadSpecs(deep(MAX_DIRECTORY_DEPTH + 1), "d"))).message,
    /is more than 32 directories deep$/,
  );

  const sized = (sizeBytes: number) => ({
    ...memorySource({ "f.yaml": "" }),
    stat: () => Promise.resolve({ kind: "file" as const, sizeBytes }),
  });
  await loadSpecs(sized(MAX_FILE_BYTES), "f.yaml");
  assert.equal(
    (await failure(loadSpecs(sized(MAX_FILE_BYTES + 1), "f.yaml"))).message,
    "f.yaml is larger than 128 MiB",
  );

  await load("--- null\n".repeat(MAX_DOCUMENTS));
  assert.equal(
    (await failure(load("--- null\n".repeat(MAX_DOCUMENTS + 1)))).message,
    "f.yaml has more than 10000 documents",
  );
});

Deno.test("loadSpecs() minds a link to nowhere only when it should be a spec", async () => {
  const linked = (name: string) => ({
    ...memorySource({ "d/a.yaml": "" }),
    list: () =>
      Promise.resolve([{ name, kind: "other" as const }, { name: "a.yaml", kind: "other" as const }]),
  });
  const { notes } = await loadSpecs(linked("lost"), "d");
  assert.deepEqual(notes[0], { path: "d/lost", message: "Skipped: not a .yaml, .yml or .json file" });
  assert.equal((await failure(loadSpecs(linked("lost.yaml"), "d"))).message, "d/lost.yaml does not exist");
});

Deno.test("loadSpecs() names the right line in documents that are too large to be parsed whole", async () => {
  const row = `  - columns:\n    - column: a\n      value:\n        str: ${"x".repeat(100_000)}\n`;
  const head = "name: n\nseedData:\n  rows:\n" + row.repeat(170);
  assert.ok(head.length > MAX_PARSED_CHARACTERS);
  const after = 3 + 170 * 4;
  assert.equal((await load(`${head}schema: {pg: {}}\n`)).specs[0]?.name, "n");
  const tail = await failure(load(`${head}schema: {pg: {}}\ndatabase: a: b\n`));
  assert.equal(tail.message, `f.yaml:${after + 2}:12: Bad indentation of a mapping entry`);
  const [spec] = (await load(`${head}  - columns:\n    - column: a: b\nschema: {pg: {}}\n`)).specs;
  assert.ok(spec?.rows);
  const walk = async () => {
    for await (const _batch of spec.rows?.batches() ?? []) { /* the last row is wrong */ }
  };
  assert.equal((await failure(walk())).message, `f.yaml:${after + 2}:16: Bad indentation of a mapping entry`);
  const flow = await failure(load(`name: n\nschema: {pg: "${"x".repeat(MAX_PARSED_CHARACTERS)}"}\n`));
  assert.match(flow.message, /^f.yaml:1:1: The document has more than 16 million characters/);
});
