// Keyspaces, whose names cases cannot say: one is made by its document, changed and dropped. And a plan that breaks in the
// middle, after which planning again does the rest.
import assert from "node:assert/strict";
import { memorySource } from "../../../core/specs/memory_source.ts";
import plugin from "../../../plugins/cassandra/plugin.ts";
import { applyPlan } from "../../../core/apply/apply.ts";
import { makeSo, planned, planOf, type Route } from "../road.ts";
import { inProcess } from "../session.ts";
import { Client } from "./client.ts";
import { errorOf, withNode } from "./node.ts";

const OPEN = inProcess(plugin);

function route(uri: string, ...documents: readonly string[]): Route {
  const source = memorySource({
    "specs/all.yaml": documents.map((each) => `apiVersion: schemas.schemahero.io/v1alpha4\n${each}`).join(
      "\n---\n",
    ),
  });
  return { engine: "cassandra", open: OPEN, uri, specPath: "specs", source };
}

function document(kind: string, name: string, body: string): string {
  return `kind: ${kind}\nmetadata: {name: d}\nspec: {name: "${name}", schema: {cassandra: ${body}}}`;
}

const TABLE = document("Table", "t", "{primaryKey: [k], columns: [{name: k, type: int}]}");

/** The node that the first test starts is let go after the last. */
const OPTIONS = { sanitizeOps: false, sanitizeResources: false };

/** Defines the test of a keyspace's life. */
export function testKeyspaces(): void {
  Deno.test({ name: "cassandra: a keyspace is made, changed and dropped", ...OPTIONS }, async (test) => {
    await withNode(test, async (url) => {
      const name = `k${crypto.randomUUID().slice(0, 8)}`;
      const uri = url.replace("/test", `/${name}`);
      const client = await Client.open(url);
      const made = document("Keyspace", "*", "{replication: {class: SimpleStrategy, replication_factor: 1}}");
      try {
        const lonely = await errorOf(planOf(route(uri, TABLE)));
        assert.match(`${lonely.message} ${lonely.detail}`, new RegExp(`There is no keyspace ${name}`));
        const plan = await makeSo(route(uri, TABLE, made));
        assert.deepEqual(plan.statements.map(({ sql }) => sql.slice(0, 15)), [
          "create keyspace",
          `use "${name}"`.slice(0, 15),
          'create table "t',
        ]);
        assert.deepEqual((await planOf(route(uri, TABLE, made))).statements, []);
        const changed = document(
          "Keyspace",
          name,
          "{replication: {class: NetworkTopologyStrategy, replication_factor: 1}, durableWrites: false}",
        );
        const alter = await makeSo(route(uri, changed, TABLE));
        assert.equal(alter.statements.length, 1);
        assert.match(alter.diagnostics.map(({ message }) => message).join(), /only after a repair/);
        assert.deepEqual((await planOf(route(uri, changed, TABLE))).statements, []);
        const [[, , , described] = []] = await client.rows(`describe only keyspace ${name}`);
        assert.match(
          described ?? "",
          /'NetworkTopologyStrategy', 'datacenter1': '1'\} +AND durable_writes = false/,
        );
        const gone = route(uri, document("Keyspace", name, "{isDeleted: true}"));
        await planned(gone, ({ verdict }) => {
          assert.deepEqual(verdict.refusals.map(({ hazard }) => hazard.allow), [`drop-keyspace:${name}`]);
          return Promise.resolve();
        });
        await makeSo(gone);
        assert.deepEqual((await planOf(gone)).statements, []);
      } finally {
        await client.run(`drop keyspace if exists ${name}`);
        await client.close();
      }
    });
  });
}

/** Defines the test of a plan that breaks. */
export function testBrokenPlan(): void {
  Deno.test({
    name: "cassandra: after a plan that broke in the middle, planning again does the rest",
    ...OPTIONS,
  }, async (test) => {
    await withNode(test, async (url) => {
      const name = `k${crypto.randomUUID().slice(0, 8)}`;
      const uri = url.replace("/test", `/${name}`);
      const client = await Client.open(url);
      try {
        await client.run(
          `create keyspace ${name} with replication = {'class': 'SimpleStrategy', 'replication_factor': 1}`,
        );
        const type = document("DataType", "a", "{fields: [{name: x, type: int}]}");
        const program = (body: string) =>
          document("Function", "f", `{params: [{name: x, type: int}], return: int, as: "${body}"}`);
        const broken = await errorOf(makeSo(route(uri, TABLE, program("retur x"), type)));
        assert.match(`${broken.message} ${broken.detail}`, /Java source compilation failed/);
        const rest = await planOf(route(uri, TABLE, program("return x;"), type));
        assert.deepEqual(rest.statements.map(({ change }) => change), [
          "Create function f(int)",
          "Create table t",
        ]);
        // Another was faster: nothing is run on what is no longer so.
        const stale = await errorOf(planned(route(uri, TABLE), async ({ session, plan }) => {
          await client.run(`create table ${name}.t (k int primary key)`);
          await applyPlan(session, plan);
        }));
        assert.equal(stale.code, "apply.changed");
      } finally {
        await client.run(`drop keyspace if exists ${name}`);
        await client.close();
      }
    });
  });
}
