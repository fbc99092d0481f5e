// What can go wrong on the way to rqlite, and what is then told: passwords, certificates, nodes that are down or slow,
// answers that are lost. And a cluster whose leader is killed.
import assert from "node:assert/strict";
import { applyPlan, applyText } from "../../../core/apply/apply.ts";
import { memorySource } from "../../../core/specs/memory_source.ts";
import { ask, NoAnswer } from "../../../plugins/rqlite/http.ts";
import { requestBody } from "../../../plugins/rqlite/request_body.ts";
import { makeSo, planned, planOf } from "../road.ts";
import { byProcess } from "../session.ts";
import { type Fate, GoBetween } from "./go_between.ts";
import { errorOf, execute, leaderOf, query, route, specs, withNode } from "./scene.ts";

Deno.test("rqlite: users, hosts that are down, and paths", async (test) => {
  await withNode(test, { RQLITE_AUTH: "1" }, async ({ url, ports: [port = 0] }) => {
    await makeSo(route(url, undefined, byProcess()));
    const wrong = await errorOf(planOf(route(url.replace("test:test", "test:secret"))));
    assert.equal(wrong.code, "connection.authentication");
    assert.doesNotMatch(`${wrong.message} ${JSON.stringify(wrong)}`, /secret/);
    const nobody = await errorOf(planOf(route(`http://127.0.0.1:${port}`)));
    assert.equal(nobody.code, "connection.authentication");
    // Port 1 refuses: the next host is taken, for a write, too.
    await makeSo(route(`http://test:test@127.0.0.1:1,127.0.0.1:${port}`, specs(["id", "a", "b"])));
    const down = await errorOf(planOf(route("http://127.0.0.1:1?timeout=300ms")));
    assert.equal(down.code, "connection.failed");
    assert.match(down.message, /127\.0\.0\.1:1 cannot be reached/);
    assert.match((await errorOf(planOf(route(`${url}/app`)))).message, /names a path/);
    assert.match((await errorOf(planOf(route(`${url}?level=none`)))).message, /not known: level/);
    // The Raft port speaks no HTTP.
    assert.equal(
      (await errorOf(planOf(route(`http://127.0.0.1:${port + 1}?timeout=500ms`)))).code,
      "connection.failed",
    );
  });
});

Deno.test("rqlite: https by an authority of one's own, with a client's certificate", async (test) => {
  await withNode(test, { RQLITE_TLS: "mutual" }, async (node) => {
    await makeSo(route(await node.urlOf("mtls"), undefined, byProcess()));
    assert.deepEqual((await planOf(route(await node.urlOf("mtls")))).statements, []);
    const port = node.ports[0];
    const named = (await node.urlOf("mtls")).replace("127.0.0.1", "localhost");
    assert.deepEqual((await planOf(route(named))).statements, []);
    // Whom it does not trust it has sent nothing: a write may then go to another node.
    const untrusted = ask({
      settings: { endpoints: [], isTls: true, timeoutMs: 5000 },
      endpoint: { host: "127.0.0.1", address: "127.0.0.1", port: Number(port) },
      path: "/db/execute",
      body: requestBody(["x"]),
      connectTimeoutMs: 5000,
      timeoutMs: 5000,
    });
    await assert.rejects(untrusted, (error) => error instanceof NoAnswer && !error.wasSent);
    await assert.rejects(untrusted, /certificate/);
    for (const uri of [`https://127.0.0.1:${port}`, await node.urlOf("tls"), `http://127.0.0.1:${port}`]) {
      const error = await errorOf(planOf(route(`${uri}${uri.includes("?") ? "&" : "?"}timeout=2s`)));
      assert.equal(error.code, "connection.failed", `${uri}: ${error.message}`);
    }
  });
});

Deno.test("rqlite: a slow node is given up after the timeout, and a lost write is looked for", async (test) => {
  await withNode(test, {}, async ({ url, ports: [port = 0] }) => {
    let fate: Fate = "no-answer";
    const between = new GoBetween(
      port,
      (path) => path.startsWith("/db/execute") || fate === "no-answer" ? fate : "pass",
    );
    try {
      const slow = await errorOf(planOf(route(`${between.url}?timeout=300ms`)));
      assert.match(slow.message, /no answer within/);
      const both = `${between.url},127.0.0.1:${port}?timeout=1s`;
      assert.equal((await planOf(route(both))).statements.length, 2); // the next node answers
      fate = "lose-answer";
      await makeSo(route(between.url)); // done, though nobody said so
      assert.equal(between.asked.filter((path) => path.startsWith("/db/execute")).length, 1);
      assert.deepEqual(await query(url, "select count(*) from t"), [[3]]);
      fate = "lose-request";
      const lost = await errorOf(makeSo(route(between.url, specs(["id", "a", "b"]))));
      assert.match(lost.message, /had not been done/);
      assert.equal(between.asked.filter((path) => path.startsWith("/db/execute")).length, 2);
      // Rows leave no trace in the schema.
      fate = "lose-answer";
      await execute(url, "delete from t where id = 3");
      const unseen = await errorOf(makeSo(route(between.url)));
      assert.match(unseen.message, /the schema does not show whether it was done/);
      assert.deepEqual((await planOf(route(url))).statements, []);
      fate = "pass";
      await makeSo(route(between.url, specs(["id", "a", "b"])));
      for (const path of between.asked.filter((each) => !/execute|nodes|readyz/.test(each))) {
        assert.match(path, /level=strong/);
      }
      assert.deepEqual((await planOf(route(url, specs(["id", "a", "b"])))).statements, []);
    } finally {
      between.close();
    }
  });
});

Deno.test("rqlite: a write may take longer than the timeout, as long as its node is there", async (test) => {
  await withNode(test, {}, async ({ ports: [port = 0], ...node }) => {
    let hangs = false;
    const between = new GoBetween(port, (path) => {
      if (hangs && path.startsWith("/db/execute")) setTimeout(() => node.kill(0, "SIGSTOP"), 300);
      return "pass";
    });
    const slow = "with recursive c (x) as (select 1 union all select x + 1 from c where x < 10000000)";
    try {
      await planned(route(`${between.url}?timeout=1s`), async ({ session }) => {
        const done = await applyText(session, [`create table slow as ${slow} select count(*) as n from c`]);
        assert.equal(done.outcome, "committed");
        assert.ok(done.elapsedMs > 1100, `it took ${done.elapsedMs} ms, and proves nothing`);
        assert.match((await errorOf(applyText(session, ["begin"]))).message, /no transactions/);
        hangs = true;
        const again = `create table slower as ${slow} select count(*) as n from c`;
        const error = await errorOf(applyText(session, [again]));
        assert.match(error.message, /The answer to a write was lost \(no answer within 1 s\)/);
      });
    } finally {
      node.kill(0, "SIGCONT");
      between.close();
    }
  });
});

Deno.test("rqlite: a schema that changes between the last look and the write stops the write", async (test) => {
  await withNode(test, {}, async ({ url, ports: [port = 0] }) => {
    await makeSo(route(url));
    for (const change of ["create index i on t (a)", "alter table t add column other"]) {
      const between = new GoBetween(port, async (path): Promise<Fate> => {
        if (path.startsWith("/db/execute")) await execute(url, change);
        return "pass";
      });
      try {
        const error = await errorOf(makeSo(route(between.url, specs(["id", "a", "b"]))));
        assert.equal(error.code, "apply.changed", change);
        assert.deepEqual(
          await query(url, "select name from pragma_table_info('t') where name in ('a', 'b')"),
          [["a"]],
        );
      } finally {
        between.close();
      }
    }
  });
});

Deno.test("rqlite: where keys are enforced, a table that others refer to is not rebuilt", async (test) => {
  await withNode(test, { RQLITE_FK: "1" }, async ({ url }) => {
    await makeSo(route(url));
    await execute(
      url,
      "create table child (t integer references t (id) on delete cascade)",
      "insert into child values (1), (3)",
    );
    await makeSo(route(url, specs(["id", "a", "b"]))); // ADD COLUMN does no harm
    const rebuilt = specs(["id", "a", "b"], ", checks: [{expression: id > 0}]");
    const [warning] = (await planOf(route(url, rebuilt))).diagnostics;
    assert.match(warning?.message ?? "", /t would be dropped or rebuilt while the nodes enforce/);
    const error = await errorOf(makeSo(route(url, rebuilt)));
    assert.match(error.message, /enforce foreign keys/);
    assert.deepEqual(await query(url, "select t from child"), [[1], [3]]);
    const renamed = memorySource({
      "specs/u.yaml": `name: u
schema:
  rqlite: {previousNames: [t], primaryKey: [id], columns: [{name: id, type: integer}], checks: [{expression: id > 0}]}
`,
    });
    assert.match((await errorOf(makeSo(route(url, renamed)))).message, /u would be dropped or rebuilt/);
    await execute(url, "pragma foreign_keys = off");
    await makeSo(route(url, rebuilt));
    assert.deepEqual(await query(url, "select t from child"), [[1], [3]]);
    assert.deepEqual(await query(url, "select count(*) from t"), [[3]]);
  });
});

Deno.test("rqlite: a cluster through its followers, and its leader killed around an apply", async (test) => {
  for (const moment of ["before", "during", "after"] as const) {
    await test.step(moment, (step) =>
      withNode(step, { RQLITE_NODES: "3" }, async (node) => {
        const leader = await leaderOf(node, [0, 1, 2]);
        const others = [0, 1, 2].filter((index) => index !== leader);
        const urls = [leader, ...others].map((index) => `127.0.0.1:${node.ports[index]}`);
        const follower = `http://${urls[1]}`;
        await makeSo(route(follower));
        const plan = specs(["id", "a", "b"], ", checks: [{expression: id > 0}]");
        const all = `http://${urls.join(",")}`;
        if (moment === "before") node.kill(leader);
        let isKilled = false;
        const between = new GoBetween(node.ports[others[0] ?? 0] ?? 0, (path) => {
          if (
            moment === "during" && path.startsWith("/db/execute") && !path.includes("redirect") && !isKilled
          ) {
            isKilled = true;
            setTimeout(() => node.kill(leader), 1);
          }
          return "pass";
        });
        try {
          const uri = moment === "during" ? between.url : all;
          const outcome = await makeSo(route(uri, plan)).then(() => "done", (error) => {
            if (moment !== "during") throw error;
            assert.match(error.message, /The answer to a write was lost/);
            return "told";
          });
          if (moment === "after") node.kill(leader);
          if (outcome === "done" && moment === "during") {
            assert.deepEqual((await planOf(route(all, plan))).statements, []);
          }
        } finally {
          between.close();
        }
        await leaderOf(node, others);
        await makeSo(route(all, plan));
        assert.deepEqual((await planOf(route(all, plan))).statements, []);
        assert.deepEqual(await query(follower, "select id from t order by id"), [[1], [2], [3]]);
        assert.deepEqual(
          await query(follower, "select name from sqlite_schema where name like '%schemahero%'") ?? [],
          [],
        );
        // One of three is no cluster any more.
        node.kill(others[1] ?? 0);
        const alone = await errorOf(planOf(route(`${follower}?timeout=3s`)));
        assert.match(alone.message, /no leader|no answer within|did not do as it was asked/);
      }));
  }
});

Deno.test("rqlite: chance and time stay in what is made, and are one value in what is written", async (test) => {
  await withNode(test, { RQLITE_NODES: "3" }, async ({ url, ports }) => {
    const source = memorySource({
      "specs/t.yaml": `name: t
schema:
  rqlite:
    primaryKey: [id]
    columns: [{name: id, type: integer}, {name: a, type: integer, default: (random())}, {name: b, type: text}]
    triggers: [{name: tr, events: [after delete], statements: "delete from t where a = random();"}]
seedData:
  rows:
    - columns:
        - {column: id, value: {int: 1}}
        - {column: a, value: {expression: random()}}
        - {column: b, value: {expression: "strftime('%f', 'now') || hex(randomblob(8))"}}
---
kind: View
spec: {name: v, schema: {rqlite: {query: "select random() as r, datetime('now') as d"}}}
apiVersion: schemas.schemahero.io/v1alpha4
metadata: {name: v}
`,
    });
    await makeSo(route(url, source));
    assert.deepEqual((await planOf(route(url, source))).statements, []);
    const sqls = JSON.stringify(await query(url, "select sql from sqlite_schema order by name"));
    assert.equal(sqls.match(/random\(\)/g)?.length, 3, sqls);
    const rows = await Promise.all(ports.map(async (port) => {
      const answer = await fetch(`http://127.0.0.1:${port}/db/query?level=none&q=select+a,b+from+t`);
      return JSON.stringify((await answer.json()).results[0].values);
    }));
    assert.match(rows[0] ?? "", /^\[\[-?\d+,"\d\d\.\d{3}[0-9A-F]{16}"\]\]$/);
    assert.equal(new Set(rows).size, 1, rows.join("\n"));
  });
});

Deno.test("rqlite: an apply is refused when the plan is no longer of this database", async (test) => {
  await withNode(test, {}, async ({ url }) => {
    await makeSo(route(url));
    await planned(
      { ...route(url, specs(["id", "a", "b"])), allowDestructive: true },
      async ({ session, plan }) => {
        await execute(url, "alter table t add column other");
        assert.equal((await errorOf(applyPlan(session, plan))).code, "apply.changed");
      },
    );
  });
});
