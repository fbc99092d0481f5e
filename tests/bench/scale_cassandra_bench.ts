// deno-lint-ignore-file no-console -- a script whose output is its table
// How Cassandra's plans grow with the schema, see scale.ts, behind all walls, against one node on this machine. The
// reference is an empty program. Budget: under 200 MB. BENCH_TABLES=1,100 chooses; making 1000 tables takes minutes.
import { loadavg } from "node:os";
import { CASSANDRA } from "../engines/cassandra/engine.ts";
import { ms, printTable, ratio, verdict } from "./print.ts";
import { emptyProgram, IS_COMPILED } from "./products.ts";
import {
  APPLY_ROUNDS,
  BUDGET_MIB,
  measureSize,
  nameOf,
  ROUNDS,
  type ScaleEngine,
  type Target,
} from "./scale.ts";

const TYPES = ["int", "text", "double", "frozen<list<text>>", "timestamp"];

/** A document. A changed one has a column more, another index, and another option. */
function documentOf(table: number, isChanged: boolean): string {
  const name = nameOf(table);
  const columns = Array.from(
    { length: 10 },
    (_, index) => `        - { name: column_${index}, type: ${TYPES[index % TYPES.length]} }`,
  );
  return `apiVersion: schemas.schemahero.io/v1alpha4
kind: Table
metadata: { name: ${name.replace("_", "-")} }
spec:
  database: bench
  name: ${name}
  schema:
    cassandra:
      primaryKey: [id, at]
      clusteringOrder: { column: at, isDescending: true }
      columns:
        - { name: id, type: int }
        - { name: at, type: timestamp }
${columns.join("\n")}
${isChanged ? "        - { name: added, type: text }\n" : ""}      indexes:
        - { columns: [column_${isChanged ? 6 : 1}], type: sai }
      properties: { comment: ${name}, gcGraceSeconds: ${isChanged ? 3600 : 864000} }
`;
}

const wanted = Deno.env.get("BENCH_TABLES")?.split(",").map(Number) ?? [1, 100];
const home = await Deno.makeTempDir({ prefix: "schemahero-bench-" });
const server = await CASSANDRA.start();
if (typeof server === "string") throw new Error(server);
try {
  const empty = await emptyProgram(home);
  const engine: ScaleEngine<Target> = {
    dialect: { specKey: "cassandra", types: TYPES, document: documentOf },
    async create() {
      const database = await server.create("scale");
      const flags = ["--driver", "cassandra", "--uri", database.uri, "--sandbox", "required"];
      return { flags, drop: () => database.drop() };
    },
    references: () => Promise.resolve({ empty }),
    rivals: () => Promise.resolve({}),
    appliers: () => ({}),
  };
  const sizes = [];
  for (const size of wanted) sizes.push(await measureSize(engine, home, size));
  const load = loadavg().map((each) => each.toFixed(1)).join(", ");
  const form = IS_COMPILED ? "compiled" : "from source";
  console.log(`${form}, median of ${ROUNDS} (apply: ${APPLY_ROUNDS}), in turns; ms; load ${load}`);
  printTable([
    ["tables", "empty", "plan, no change", "to empty", "10 % changed", "apply all", "generate", "peak MiB"],
    ...sizes.map(({ size, peakMib, medians: { empty, plan, changed, apply, generate } }) => [
      String(size),
      ms(empty),
      ms(plan),
      ratio(plan, empty),
      ms(changed),
      ms(apply),
      ms(generate),
      peakMib.toFixed(0),
    ]),
  ]);
  const peakMib = Math.max(...sizes.map((size) => size.peakMib));
  console.log(`budget: ${peakMib.toFixed(0)} of ${BUDGET_MIB} MiB: ${verdict(peakMib <= BUDGET_MIB)}`);
} finally {
  await server.close();
  await Deno.remove(home, { recursive: true });
}
