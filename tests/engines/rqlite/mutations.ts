// Faults for `deno task mutate rqlite`, in what is rqlite's own: how it is asked, how a plan is applied, what is read and
// what the nodes have alike. What it has of SQLite is judged there.
import type { Mutation } from "../mutate.ts";

const HTTP = "plugins/rqlite/http.ts";
const BODY = "plugins/rqlite/request_body.ts";
const SERVER = "plugins/rqlite/server.ts";
const SETTINGS = "plugins/rqlite/settings.ts";
const CONNECTION = "plugins/rqlite/connection.ts";
const APPLY = "plugins/rqlite/apply.ts";
const MIRROR = "plugins/rqlite/mirror.ts";
const ROWS = "plugins/rqlite/distant_rows.ts";
const KEYS = "plugins/rqlite/enforced_keys.ts";
const SAME = "plugins/rqlite/same_everywhere.ts";

/** What judges them, after the cases of a fault: all cases would take a quarter of an hour. */
export const TESTS = [
  "plugins/rqlite",
  "tests/engines/rqlite/connections_test.ts",
  "tests/engines/rqlite/peers_test.ts",
];

/** The faults. */
export const MUTATIONS: readonly Mutation[] = [
  {
    fault: "A request that was sent is taken for one that was not",
    file: HTTP,
    before: "reject(new NoAnswer(message, wasSent));",
    after: "reject(new NoAnswer(message, false));",
  },
  {
    fault: "An answer that broke off is taken for a whole one",
    file: HTTP,
    before: ": length === undefined || Number(length) === rest.length",
    after: ": length === undefined || Number(length) >= rest.length",
  },
  {
    fault: "The authority of one's own is not asked",
    file: HTTP,
    before: "...(ca !== undefined && { ca }),",
    after: "",
  },
  {
    fault: "The client's certificate is not shown",
    file: HTTP,
    before: "...(cert !== undefined && { cert }),",
    after: "",
  },
  {
    fault: "The user is not told",
    file: HTTP,
    before: "...(user === undefined ? [] : [`Authorization:",
    after: "...(user !== undefined ? [] : [`Authorization:",
  },
  {
    fault: "A long write is given up after the timeout",
    file: HTTP,
    before: "if (!wasSent || !await waitsOn?.()) fail(timeIsOver);",
    after: "if (timeIsOver) fail(timeIsOver);",
  },
  {
    fault: "A write is waited for although its node is gone",
    file: SERVER,
    before: 'path: "/readyz" }).then(() => true, () => false);',
    after: 'path: "/readyz" }).then(() => true, () => true);',
  },
  {
    fault: "The length of a plan is counted in characters",
    file: BODY,
    before: "encoder.encode(JSON.stringify(part.statement.sql)).length + 1",
    after: "JSON.stringify(part.statement.sql).length + 1",
  },
  {
    fault: "A plan that is too long is planned",
    file: BODY,
    before: 'if (length > limit) throw tooLong("The plan", limit);',
    after: "",
  },
  {
    fault: "Reads ask the nearest node only",
    file: SERVER,
    before: 'const QUERY = "/db/query?level=strong&transaction',
    after: 'const QUERY = "/db/query?level=none&transaction',
  },
  {
    fault: "A write is not one transaction",
    file: SERVER,
    before: 'const EXECUTE = "/db/execute?transaction&norwrandom',
    after: 'const EXECUTE = "/db/execute?norwrandom',
  },
  {
    fault: "rqlite may write random() anew",
    file: SERVER,
    before: 'const EXECUTE = "/db/execute?transaction&norwrandom&',
    after: 'const EXECUTE = "/db/execute?transaction&',
  },
  {
    fault: "A write whose answer was lost is sent again",
    file: SERVER,
    before: "if (error.wasSent && !isRepeatable) throw new UnknownOutcome(error.message);",
    after: "",
  },
  {
    fault: "A write is sent again after an error of the node",
    file: SERVER,
    before: "if (isServers && !isRepeatable) throw new UnknownOutcome(cause);",
    after: "",
  },
  {
    fault: "A leader is not waited for",
    file: SERVER,
    before: "if (NO_LEADER.test(cause)) {",
    after: "if (NO_LEADER.test(cause) && status === 0) {",
  },
  {
    fault: "Long integers lose digits",
    file: SERVER,
    before: "if (!LONG_INTEGER.test(body)) return",
    after: "if (body) return",
  },
  {
    fault: "The next node is not tried",
    file: SERVER,
    before: "count < endpoints.length; count++",
    after: "count < 1; count++",
  },
  {
    fault: "A node that refers to another is asked again",
    file: SERVER,
    before: 'if (typeof next === "number") index = next;',
    after: 'if (typeof next === "number") index = first;',
  },
  {
    fault: "A write that a follower could pass on is not",
    file: SERVER,
    before: "else if (path === EXECUTE_AT_LEADER) path = EXECUTE;",
    after: "",
  },
  {
    fault: "Nodes that only the cluster names are not told of",
    file: CONNECTION,
    before: "    this.peers = peers;",
    after: "    this.peers = peers.slice(0, 0);",
  },
  {
    fault: "The schema is not compared before a plan is applied",
    file: APPLY,
    before: "if (expected) await refuseChanged(mirror.catalog, expected);",
    after: "",
  },
  {
    fault: "The schema is not compared within the transaction",
    file: APPLY,
    before: '...(expected ? [{ part: "guard"',
    after: '...(expected && sqls.length === 0 ? [{ part: "guard"',
  },
  {
    fault: "Only tables are compared within the transaction, not what hangs on them",
    file: MIRROR,
    before: " or lower(tbl_name) in (${namesSql}) order by",
    after: " order by",
  },
  {
    fault: "Rows that lost their parent are not looked for",
    file: APPLY,
    before: "except select child, id, parent from temp._schemahero_orphans",
    after: "except ${orphansSql}",
    cases: ["foreign_key_orphans"],
  },
  {
    fault: "A lost write of rows is taken for done",
    file: APPLY,
    before: "if (found !== undefined && found === wanted && wanted !== old) return;",
    after: "if (found !== undefined && found === wanted) return;",
  },
  {
    fault: "A text may begin and end transactions",
    file: APPLY,
    before: "if (controlsTransaction(sql)) {",
    after: "if (controlsTransaction(sql) && sqls.length > 0) {",
  },
  {
    fault: "A parent is dropped where keys are enforced",
    file: APPLY,
    before: "enforced?.rows[0]?.[0] === 1n ? droppedParent",
    after: "enforced?.rows[0]?.[0] === 2n ? droppedParent",
  },
  {
    fault: "A plan does not tell that its apply will be refused",
    file: CONNECTION,
    before: "if (enforcesKeys && part",
    after: "if (!enforcesKeys && part",
  },
  {
    fault: "A table is not followed through its renames",
    file: KEYS,
    before: "        db.exec(sql);",
    after: "",
  },
  {
    fault: "Shadow tables of virtual tables are made, too",
    file: MIRROR,
    before: "if (isShadow.has(name ?? null) || isShadow.has(table ?? null)) continue;",
    after: "",
    cases: ["virtual_beside_everything", "virtual_nothing"],
  },
  {
    fault: "Questions about rows are not asked",
    file: ROWS,
    before: "this.#open.add(sql);",
    after: "",
    cases: ["refused_nulls_without_default", "column_drop"],
  },
  {
    fault: "Chance in a view is replaced by one value",
    file: SAME,
    before: 'if (!WRITES_ROWS.has(tokens[0]?.value ?? "")) return sql;',
    after: "",
  },
  {
    fault: "Chance in rows is another on each node",
    file: APPLY,
    before: "statement: sameEverywhere(sql, circumstances)",
    after: "statement: sql || sameEverywhere(sql, circumstances)",
  },
  {
    fault: "The password is taken as it is encoded",
    file: SETTINGS,
    before: 'decodeURIComponent(password.join(":"))',
    after: 'password.join(":")',
  },
];
