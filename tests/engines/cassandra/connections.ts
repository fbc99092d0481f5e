// What can go wrong on the way to Cassandra, and what is then told: passwords, certificates, nodes that are down.
import assert from "node:assert/strict";
import { memorySource } from "../../../core/specs/memory_source.ts";
import plugin from "../../../plugins/cassandra/plugin.ts";
import { planOf, type Route } from "../road.ts";
import { COMPILED, IS_COMPILED_LANE } from "../../lane.ts";
import { byProcess, inProcess, type Opener } from "../session.ts";
import { errorOf, withNode } from "./node.ts";

const SOURCE = memorySource({
  "specs/k.yaml": `apiVersion: schemas.schemahero.io/v1alpha4
kind: Keyspace
metadata: {name: k}
spec: {name: not_there, schema: {cassandra: {isDeleted: true}}}
`,
});

function route(uri: string, open: Opener): Route {
  return { engine: "cassandra", open, uri, specPath: "specs", source: SOURCE };
}

const inside = (uri: string) => planOf(route(uri, inProcess(plugin)));
const sandboxed = (uri: string) => planOf(route(uri, byProcess(IS_COMPILED_LANE ? COMPILED : undefined)));

/** The node that the first test starts is let go after the last. */
const OPTIONS = { sanitizeOps: false, sanitizeResources: false };

/** Defines the tests. */
export function testConnections(): void {
  Deno.test(
    { name: "cassandra: users, hosts that are down, data centres and parameters", ...OPTIONS },
    async (test) => {
      await withNode(test, async (url) => {
        const place = new URL(url).host;
        const wrong = await errorOf(inside(url.replace("cassandra:cassandra@", "cassandra:verysecret@")));
        assert.equal(wrong.code, "connection.authentication");
        assert.doesNotMatch(`${wrong.message} ${wrong.detail}`, /verysecret/);
        const nobody = await errorOf(inside(`cassandra://${place}/test`));
        assert.equal(nobody.code, "connection.authentication");
        assert.match(nobody.message, /asks for a user and a password/);
        const down = await errorOf(inside("cassandra://127.0.0.1:1/test?timeout=500ms"));
        assert.equal(down.code, "connection.failed");
        assert.match(down.message, /127\.0\.0\.1:1 cannot be reached/);
        // The first host is down: the second is asked. Behind all walls.
        assert.deepEqual((await sandboxed(url.replace("@", "@127.0.0.1:1,"))).statements, []);
        assert.deepEqual((await inside(`${url}?localDataCenter=datacenter1`)).statements, []);
        const elsewhere = await errorOf(inside(`${url}?localDataCenter=dc2`));
        assert.match(elsewhere.message, /is in the data centre datacenter1, not in dc2/);
        assert.match((await errorOf(inside(`${url}?level=none`))).message, /not known: level/);
        assert.match((await errorOf(inside(`cassandra://${place}`))).message, /names no keyspace/);
        assert.match((await errorOf(inside(`cassandra://${place}/a-b`))).message, /Not a keyspace's name/);
      });
    },
  );

  Deno.test(
    { name: "cassandra: TLS by an authority of one's own, with a client's certificate", ...OPTIONS },
    async (test) => {
      await withNode(test, async (url, urlOf) => {
        const tls = await urlOf("tls");
        assert.deepEqual((await sandboxed(tls)).statements, []);
        assert.deepEqual((await inside(await urlOf("mtls"))).statements, []);
        assert.deepEqual((await inside(tls.replace("127.0.0.1", "localhost"))).statements, []);
        assert.deepEqual((await inside(`${url}?tls=true&verify=none`)).statements, []);
        for (const uri of [`${url}?tls=true&timeout=5s`, `${url}?verify=ca&timeout=5s`]) {
          const error = await errorOf(inside(uri));
          assert.equal(error.code, "connection.failed", `${uri}: ${error.message}`);
          assert.match(error.detail, /certificate authority/);
        }
        assert.match((await errorOf(inside(`${tls}&tls=false`))).message, /without TLS/);
      });
    },
  );
}
