// A cluster of which the connection names one node: what the others are good for, and where that ends. Through plugin
// processes behind all walls; the nodes are on addresses of their own and on the same port.
import assert from "node:assert/strict";
import { join } from "node:path";
import { applyPlan } from "../../../core/apply/apply.ts";
import { readNetwork } from "../../../core/host/mod.ts";
import { DIST } from "../../../tasks/tree.ts";
import { makeSo, planned, planOf } from "../road.ts";
import { byProcess, type Opener } from "../session.ts";
import { GoBetween } from "./go_between.ts";
import { errorOf, leaderOf, query, route, specs, withNode } from "./scene.ts";

/** Opens connections that may reach peers in these networks, by default near the hosts that are named. */
function opener(allowPeers?: readonly string[]): Opener {
  return byProcess(
    Deno.env.get("SCHEMAHERO_TEST_FORM") === "compiled" ? join(DIST, "plugins") : undefined,
    allowPeers && { allowPeers: allowPeers.flatMap((text) => readNetwork(text) ?? []) },
  );
}

Deno.test("rqlite: nodes that only the cluster names", async (test) => {
  await withNode(
    test,
    { RQLITE_NODES: "3", RQLITE_SPREAD: "1" },
    async ({ urls, ports: [port = 0], ...node }) => {
      const leader = await leaderOf({ urls, ports: [port], ...node }, [0, 1, 2]);
      const [first = 0, second = 0] = [0, 1, 2].filter((index) => index !== leader);
      const named = urls[first] ?? "";
      await test.step("a node that refers to its leader is followed there, inside the networks", async () => {
        const hostname = "127.0.1.1";
        const node = new URL(named).hostname;
        const between = new GoBetween(port, () => "pass", {
          listens: { hostname, port },
          node,
          refers: true,
        });
        try {
          const far = await errorOf(planOf(route(between.url, undefined, opener(["127.0.1.0/24"]))));
          const at = (urls[leader] ?? "").replace("http://", "");
          assert.equal(far.code, "connection.denied");
          assert.match(far.message, new RegExp(`may not reach: ${at} \\(outside 127.0.1.0/24\\)`));
          assert.match((far as { readonly hint?: string }).hint ?? "", /--allow-peers 127\.0\.0\./);
          assert.deepEqual(between.asked.filter((path) => path.startsWith("/db/execute")), []);
          await makeSo(route(between.url, undefined, opener()));
          assert.deepEqual(await query(named, "select count(*) from t"), [[3]]);
          assert.deepEqual((await planOf(route(between.url, undefined, opener()))).statements, []);
        } finally {
          between.close();
        }
      });
      await test.step("on another port it is not", async () => {
        const node = new URL(named).hostname;
        const between = new GoBetween(port, () => "pass", { node, refers: true });
        try {
          const error = await errorOf(planOf(route(between.url, undefined, opener(["127.0.0.0/8"]))));
          assert.equal(error.code, "connection.denied");
          assert.match(error.message, /not on port/);
        } finally {
          between.close();
        }
      });
      await test.step("the node that was named dies between plan and apply", async () => {
        const wanted = specs(["id", "a", "b"]);
        const alone = await errorOf(
          planned(
            { ...route(`${named}?timeout=1s`, wanted, opener([])), allowDestructive: true },
            async ({ session, plan }) => {
              node.kill(first, "SIGSTOP");
              return await applyPlan(session, plan).finally(() => node.kill(first, "SIGCONT"));
            },
          ),
        );
        assert.match(alone.message, /cannot be reached|no answer within|no connection within/);
        await planned(
          { ...route(named, wanted, opener()), allowDestructive: true },
          async ({ session, plan }) => {
            assert(plan.statements.length > 0);
            node.kill(first);
            await applyPlan(session, plan);
          },
        );
        assert.deepEqual(await query(urls[second] ?? "", "select name from pragma_table_info('t')"), [
          ["id"],
          ["a"],
          ["b"],
        ]);
      });
    },
  );
});
