// A plan, an apply and `generate` take the same number of statements whatever the number of tables; only tables that are
// new or change are asked of the server one by one. Every statement goes through Driver.run(), where they are counted.
import assert from "node:assert/strict";
import { memorySource } from "../../../core/specs/memory_source.ts";
import { Secret } from "../../../core/secrets/mod.ts";
import { Driver } from "../../../plugins/mysql/driver.ts";
import type { TestDatabase, TestEngine } from "../engine.ts";
import { makeSo, planOf, type Route } from "../road.ts";
import { inProcess } from "../session.ts";
import { MARIADB, MYSQL } from "./engine.ts";

const FEW = 2;
const MANY = 40;

function documentOf(table: number): string {
  return `apiVersion: schemas.schemahero.io/v1alpha4
kind: Table
metadata: { name: t${table} }
spec:
  name: t${table}
  schema:
    mysql:
      primaryKey: [id]
      columns:
        - { name: id, type: int, constraints: { notNull: true } }
        - { name: parent, type: int }
        - { name: at, type: timestamp, default: current_timestamp }
        - { name: twice, type: int, generated: { expression: "(\`parent\` * 2)" } }
      indexes: [{ name: by_at, columns: [at] }]
      foreignKeys: [{ name: t${table}_parent, columns: [parent], references: { table: t${
    Math.floor(table / 2)
  }, columns: [id] } }]
      checks: [{ name: t${table}_positive, expression: "\`parent\` > 0" }]
      triggers: [{ name: t${table}_t, timing: before, event: insert, body: set new.parent = 1 }]
`;
}

async function counted(work: () => Promise<unknown>): Promise<number> {
  const { run } = Driver.prototype;
  let count = 0;
  Driver.prototype.run = function (sql) {
    count++;
    return run.call(this, sql);
  };
  try {
    await work();
  } finally {
    Driver.prototype.run = run;
  }
  return count;
}

async function countsOf(engine: TestEngine, database: TestDatabase, size: number) {
  const files = Object.fromEntries(
    Array.from({ length: size }, (_, table) => [`specs/t${table}.yaml`, documentOf(table)]),
  );
  const open = inProcess(engine.plugin);
  const route: Route = {
    engine: "mysql",
    open,
    uri: database.uri,
    source: memorySource(files),
    specPath: "specs",
  };
  const changed = documentOf(0).replace("checks:", "comment: changed\n      checks:");
  const changes: Route = { ...route, source: memorySource({ ...files, "specs/t0.yaml": changed }) };
  await makeSo(route);
  return {
    plan: await counted(async () => assert.deepEqual((await planOf(route)).statements, [])),
    "apply of one change": await counted(async () =>
      assert.equal((await makeSo(changes)).statements.length, 1)
    ),
    generate: await counted(async () => {
      const session = await open({
        engine: "mysql",
        uri: new Secret(database.uri),
        options: {},
        seedData: false,
      });
      let documents = 0;
      await session.client.request("generate", { schemas: [] }, { onItem: () => void documents++ });
      await session.close();
      assert.equal(documents, size);
    }),
  };
}

for (const engine of [MARIADB, MYSQL]) {
  Deno.test({
    name: `${engine.variant}: as many statements for ${MANY} tables as for ${FEW}`,
    sanitizeOps: false,
    sanitizeResources: false,
    async fn(test) {
      const server = await engine.start();
      if (typeof server === "string") {
        await test.step({ name: `SKIPPED: ${server}`, ignore: true, fn: () => {} });
        return;
      }
      try {
        const counts = [];
        for (const size of [FEW, MANY]) {
          const database = await server.create(`statements ${size}`);
          counts.push(await countsOf(engine, database, size));
          await database.drop();
        }
        const [few, many] = counts;
        assert.deepEqual(many, few);
        assert.ok((many?.plan ?? Infinity) < 30, `a plan takes ${many?.plan} statements`);
      } finally {
        await server.close();
      }
    },
  });
}
