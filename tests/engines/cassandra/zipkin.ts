// The keyspace of a real application: Zipkin's own CQL, out of its package. What generate writes of it plans to nothing and
// builds it anew.
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkGenerated } from "../generated.ts";
import { inProcess } from "../session.ts";
import { CASSANDRA, CassandraServer } from "./engine.ts";
import { withNode } from "./node.ts";

const POM = fileURLToPath(new URL("./zipkin/pom.xml", import.meta.url));
const LEAST_TABLES = 7;

/** Defines the test. */
export function testZipkin(): void {
  Deno.test({
    name: "cassandra: generate describes the keyspace of Zipkin",
    sanitizeOps: false,
    sanitizeResources: false,
  }, async (test) => {
    await withNode(test, async (url) => {
      const server = await CassandraServer.open(url);
      const database = await server.create("zipkin");
      try {
        for (const script of await scripts()) await database.run(script);
        const schema = await database.judge();
        assert(schema.objects.filter(({ type }) => type === "table").length >= LEAST_TABLES);
        const open = inProcess(CASSANDRA.plugin);
        const route = { engine: "cassandra", open, uri: database.uri, specPath: "generated" };
        const court = { engine: CASSANDRA, server, open, build: open };
        assert.deepEqual(await checkGenerated(route, schema, court, database), []);
      } finally {
        await database.drop();
        await server.close();
      }
    });
  });
}

/** Zipkin's scripts, for a keyspace of any name, without two options that Cassandra has no more since version 4. */
async function scripts(): Promise<readonly string[]> {
  const folder = await Deno.makeTempDir({ prefix: "schemahero-zipkin-" });
  try {
    const { success, stdout } = await new Deno.Command("mvn", {
      args: [
        ...["-q", "-B", "-f", POM, "dependency:unpack-dependencies"],
        ...[`-DoutputDirectory=${folder}`, `-DmarkersDirectory=${folder}`, "-Dmdep.unpack.includes=*.cql"],
      ],
    }).output();
    if (!success) throw new Error(`Maven could not fetch Zipkin: ${new TextDecoder().decode(stdout)}`);
    const read = async (name: string) => {
      const text = await Deno.readTextFile(join(folder, name));
      return text.replaceAll(/\/\/.*$/gm, "").replaceAll(/^.*read_repair_chance.*\n/gm, "")
        .replace(/CREATE KEYSPACE[^;]*;/, "").replaceAll("zipkin2.", "");
    };
    return [await read("zipkin2-schema.cql"), await read("zipkin2-schema-indexes.cql")];
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
