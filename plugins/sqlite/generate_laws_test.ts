// Databases made by random statements as people write them: what `generate` says of them plans to nothing, and what
// it makes of an empty database is the same to another SQLite. `SCHEMAHERO_TEST_SEEDS=from-to` runs other seeds.
import assert from "node:assert/strict";
import { generateAll, judgedFacts, planDocuments } from "./generate_for_test.ts";
import { RandomSchema } from "./random_schema_for_test.ts";
import { applyAll, applyPlan, connectTo, sayUnjudged, withFolder } from "./testing.ts";

const [FROM = 1, TO = 60] = (Deno.env.get("SCHEMAHERO_TEST_SEEDS") ?? "1-60").split("-").map(Number);

async function runSeed(seed: number, folder: string): Promise<void> {
  const path = `${folder}/${seed}.db`;
  const live = await connectTo(path);
  const statements = new RandomSchema(seed).statements();
  try {
    await applyAll(live, statements);
    const objects = await generateAll(live);
    const losses = objects.flatMap(({ name, unexpressed }) => unexpressed.map((what) => `${name}: ${what}`));
    assert.deepEqual(losses.filter((loss) => !loss.endsWith(": the comment /* of them ( */")), []);
    const again = await planDocuments(live, objects);
    assert.deepEqual([again.statements.map(({ sql }) => sql), again.diagnostics], [[], []]);
    const fresh = await connectTo(`${path}.fresh`);
    const creation = await planDocuments(fresh, objects);
    assert.deepEqual(creation.diagnostics, []);
    await applyPlan(fresh, creation);
    assert.deepEqual(await generateAll(fresh).then((made) => made.length), objects.length);
    fresh.close();
    assert.equal(await judgedFacts(`${path}.fresh`), await judgedFacts(path));
  } catch (error) {
    throw new Error(`SCHEMAHERO_TEST_SEEDS=${seed}-${seed} reproduces this:\n${statements.join(";\n")}`, {
      cause: error,
    });
  } finally {
    live.close();
  }
}

Deno.test("generate() describes random databases so that planning is empty and a copy is equal", async () => {
  await withFolder(async (folder) => {
    if (await judgedFacts(":memory:") === undefined) sayUnjudged("random databases");
    for (let seed = FROM; seed <= TO; seed++) await runSeed(seed, folder);
  });
});
