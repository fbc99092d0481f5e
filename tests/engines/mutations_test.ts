// The faults of `deno task mutate` must stay seedable: found here at once, not when someone runs it again.
import assert from "node:assert/strict";
import { join } from "node:path";
import { ROOT } from "../../tasks/tree.ts";
import type { Mutation } from "./mutate.ts";
import { MUTATIONS as MYSQL } from "./mysql/mutations.ts";
import { MUTATIONS as POSTGRES } from "./postgres/mutations.ts";
import { MUTATIONS as RQLITE } from "./rqlite/mutations.ts";
import { MUTATIONS as SQLITE } from "./sqlite/mutations.ts";

const ENGINES: Readonly<Record<string, readonly Mutation[]>> = {
  mysql: MYSQL,
  postgres: POSTGRES,
  rqlite: RQLITE,
  sqlite: SQLITE,
};

for (const [engine, mutations] of Object.entries(ENGINES)) {
  Deno.test(`every fault of ${engine} can be seeded: its text occurs once`, async () => {
    for (const { fault, file, before, after } of mutations) {
      const text = await Deno.readTextFile(join(ROOT, file));
      assert.equal(text.split(before).length, 2, `${fault}: ${file} no longer holds\n${before}`);
      assert.notEqual(before, after, fault);
    }
  });
}
