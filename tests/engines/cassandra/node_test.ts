// The tests of Cassandra that are no cases, on one node, since it takes half a minute to start.
import { testConnections } from "./connections.ts";
import { testBrokenPlan, testKeyspaces } from "./keyspaces.ts";
import { releaseNode } from "./node.ts";

testConnections();
testKeyspaces();
testBrokenPlan();
Deno.test.afterAll(releaseNode);
