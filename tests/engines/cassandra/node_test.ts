// The tests of Cassandra that are no cases, on one node, since it takes half a minute to start. What binaries do not judge
// is left out of their lane.
import { IS_COMPILED_LANE } from "../../lane.ts";
import { testConnections } from "./connections.ts";
import { testBrokenPlan, testKeyspaces } from "./keyspaces.ts";
import { releaseNode } from "./node.ts";
import { testZipkin } from "./zipkin.ts";

testConnections();
if (!IS_COMPILED_LANE) {
  testKeyspaces();
  testBrokenPlan();
  testZipkin();
}
Deno.test.afterAll(releaseNode);
