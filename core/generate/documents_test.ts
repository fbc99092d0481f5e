import assert from "node:assert/strict";
import { memorySource } from "../specs/memory_source.ts";
import { loadSpecs } from "../specs/mod.ts";
import { seeded } from "../specs/random_for_test.ts";
import { kubernetesName, makeDocuments, makeKustomization } from "./documents.ts";

Deno.test("makeDocuments() writes a document that people and Kubernetes know", () => {
  const body = { columns: [{ name: "id", type: "integer" }], checks: [{ expression: "a\n  > 0" }] };
  const [document] = makeDocuments([{ kind: "Table", name: "Order_Line", body }], "shop", "toy");
  assert.equal(document?.fileName, "order-line.yaml");
  assert.equal(
    document?.text,
    `apiVersion: schemas.schemahero.io/v1alpha4
kind: Table
metadata:
  name: order-line
spec:
  database: shop
  name: Order_Line
  schema:
    toy:
      columns:
        - name: id
          type: integer
      checks:
        - expression: |-
            a
              > 0
`,
  );
});

Deno.test("makeDocuments() gives every object a file of its own when names fall together", () => {
  const names = ["kustomization", "a-b", "A b", "a_b", "a-b-2", "é", "..", "con.d", "x".repeat(300)];
  const objects = names.map((name) => ({ kind: "Table", name, body: {} }));
  const documents = makeDocuments([...objects, { kind: "View", name: "a-b", body: {} }], "d", "toy");
  const files = new Map(documents.map(({ object, fileName }) => [`${object.kind} ${object.name}`, fileName]));
  assert.equal(new Set(files.values()).size, names.length + 1);
  assert.equal(files.get("Table a-b"), "a-b.yaml");
  assert.equal(files.get("Table a-b-2"), "a-b-2.yaml");
  assert.equal(files.get("Table kustomization"), "kustomization-2.yaml");
  for (const { metadataName } of documents) {
    assert.match(metadataName, /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/);
    assert.ok(metadataName.length <= 253);
  }
});

Deno.test("makeDocuments() is the same whatever the order of the objects", () => {
  const objects = ["b", "A", "a", "a_"].map((name) => ({ kind: "Table", name, body: {} }));
  assert.deepEqual(makeDocuments(objects, "d", "toy"), makeDocuments([...objects].reverse(), "d", "toy"));
});

Deno.test("kubernetesName() keeps a name that needs no change", () => {
  for (const name of ["a", "a-b", "a.b", "0"]) assert.equal(kubernetesName(name), name);
  assert.equal(kubernetesName("_x__Y_"), "x-y");
  assert.equal(kubernetesName(""), "object");
});

Deno.test("makeKustomization() lists the files in order", () => {
  assert.match(makeKustomization(["b.yaml", "a.yaml"]), /resources:\n {2}- .\/a.yaml\n {2}- .\/b.yaml\n$/);
});

const PIECES = [
  ..."no yes off null ~ true 0123 0x1f 1e3 -.5 .inf 1_000 1:20 2001-01-01 << = - ? : | > ' \" \\ # & * ! % @ `"
    .split(
      " ",
    ),
  ..." ,\t,\n,\n\n,\r,\r\n,---,...,--- x,: ,- ,é,💾,\u2028,\u0085,\ufeff,\u0007,\u200b,{,},[,],a,b c,  ,null:,\u00a0"
    .split(","),
];

Deno.test("makeDocuments() writes texts that core/specs reads back to the letter", async () => {
  const random = seeded(11);
  const pick = () => PIECES[random(PIECES.length)] ?? "";
  const texts = [
    ...PIECES,
    ...Array.from(
      { length: 3000 },
      () => Array.from({ length: 1 + random(6) }, pick).join(""),
    ),
  ];
  for (let start = 0; start < texts.length; start += 50) {
    const some = texts.slice(start, start + 50);
    const body = {
      texts: some,
      maps: some.map((text) => ({ value: text, [`k${text}`]: text })),
      list: [some],
    };
    const objects = ["t", "u"].map((name) => ({ kind: "Table", name, body }));
    // Without a directory, all documents are printed in one stream.
    const stream = makeDocuments(objects, "d", "toy").map(({ text }) => text).join("---\n");
    const { specs } = await loadSpecs(memorySource({ "t.yaml": stream }), "t.yaml");
    assert.deepEqual(specs.map(({ bodies }) => bodies["toy"]), [body, body], JSON.stringify(some));
  }
});

Deno.test("makeDocuments() writes numbers and truth values that core/specs reads back", async () => {
  const body = {
    values: [0, -1, 1.5, 1e21, 9007199254740993n, true, false, "5", "true"],
    empty: [],
    none: {},
  };
  const [document] = makeDocuments([{ kind: "Table", name: "no", body }], "0123", "toy");
  const { specs } = await loadSpecs(memorySource({ "t.yaml": document?.text ?? "" }), "t.yaml");
  assert.equal(specs[0]?.name, "no");
  assert.equal(specs[0]?.database, "0123");
  assert.deepEqual(specs[0]?.bodies["toy"], body);
});

Deno.test("makeDocuments() writes an extension's body directly into the spec", () => {
  const [document] = makeDocuments(
    [{ kind: "DatabaseExtension", name: "citext", body: { name: "citext" } }],
    "db",
    "postgres",
  );
  assert.match(document?.text ?? "", /^spec:\n {2}database: db\n {2}postgres:\n {4}name: citext\n/m);
});
