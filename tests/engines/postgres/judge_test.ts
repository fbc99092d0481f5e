import assert from "node:assert/strict";
import { judgedObjects } from "./judge.ts";

const entry = (name: string, type: string, sql: string) =>
  `--\n-- Name: ${name}; Type: ${type}; Schema: Od"d S; Owner: -\n--\n\n${sql}\n\n`;

/** A partition with its key and an index, whose names PostgreSQL made of the partition's name at that time. */
const dumpWith = (part: string) => {
  const quoted = part.replaceAll('"', '""');
  const index = `${part}_a_idx`;
  return entry(
    `${part}_pkey`,
    "INDEX ATTACH",
    `ALTER INDEX "Od""d S"."t d_pkey" ATTACH PARTITION "Od""d S"."${quoted}_pkey";`,
  ) +
    entry(index, "INDEX", `CREATE INDEX "${quoted}_a_idx" ON "Od""d S"."p q" USING btree (a);`) +
    entry(
      index,
      "INDEX ATTACH",
      `ALTER INDEX "Od""d S"."i a" ATTACH PARTITION "Od""d S"."${quoted}_a_idx";`,
    );
};

Deno.test("names that PostgreSQL found for what partitions have mean nothing to the judge", () => {
  const shown = (part: string) => judgedObjects(dumpWith(part)).map(({ name, form }) => ({ name, form }));
  const objects = shown('part Quo"te');
  assert.deepEqual(objects, shown("part c"));
  assert.deepEqual(objects.map(({ name }) => name), ['Od"d S.~pkey', 'Od"d S.~part', 'Od"d S.~part']);
});

Deno.test("the judge knows the table of what has odd names", () => {
  const [index, check] = judgedObjects(
    entry("i a", "INDEX", 'CREATE INDEX "i a" ON "Od""d S"."p ""q" USING btree (a);') +
      entry("c", "CHECK CONSTRAINT", 'ALTER TABLE "Od""d S"."p q"\n    ADD CONSTRAINT c CHECK ((a > 1));'),
  );
  assert.equal(index?.table, 'Od"d S.p "q');
  assert.equal(check?.table, 'Od"d S.p q');
});
