// Plans: reads the specs, compares them with the live schema, rehearses the statements in memory, sends them, then
// asks for seed rows and compares those. The one place that knows the order of it all.
import type { Diagnostic } from "../../protocol/errors.ts";
import type { Params, Result } from "../../protocol/methods.ts";
import type { PlanInput, PlanPart, SpecItem } from "../../protocol/plan.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { readSpecs, seedOrder } from "../kit/plan_input.ts";
import { foldAscii } from "../kit/quote.ts";
import { type DistantRows, rowsOf } from "./counts.ts";
import type { Database } from "./database.ts";
import type { Report } from "./desired.ts";
import { type Catalog, inspectCatalog } from "./inspect.ts";
import { checkSpecs, type Requests } from "./requests.ts";
import { SchemaPlan } from "./schema_plan.ts";
import { digestScope, scopeOf } from "./scope.ts";
import { planSeeds } from "./seed.ts";

/** Statements around a plan when it is run as a script: what `apply` does by itself. */
export const SCRIPT = {
  before: ["pragma foreign_keys = off", "begin immediate"],
  after: ["pragma foreign_key_check", "commit"],
} as const;

/** What a plan is made on. */
export interface PlanGround {
  /** The open database, or a copy of its schema. */
  readonly db: Database;
  /** Its name, for people. */
  readonly database: string;
  /** Reads its schema; called when the specs are there. Absent: reads all of it. */
  readonly look?: () => Catalog;
  /** Who has the rows, when `db` has not. */
  readonly distant?: DistantRows;
  /** Statements around the plan when it is run as a script; absent: {@linkcode SCRIPT}. */
  readonly script?: { readonly before: readonly string[]; readonly after: readonly string[] };
}

/** Plans on an open database. */
export async function planChanges(
  ground: PlanGround,
  params: Params<"plan">,
  input: AsyncIterable<PlanInput>,
  send: Send<PlanPart>,
  context: RequestContext,
): Promise<Result<"plan">> {
  const { db, database, look = () => inspectCatalog(db), distant, script = SCRIPT } = ground;
  const items = input[Symbol.asyncIterator]();
  const specs = await readSpecs(items);
  const live = look();
  const { draft, requests, diagnostics, made } = await draftPlan({ ...ground, live }, specs);
  try {
    const { steps, after } = made;
    const hasErrors = diagnostics.some((diagnostic) => diagnostic.severity === "error");
    for (const diagnostic of diagnostics) await send({ type: "diagnostic", diagnostic });
    if (!hasErrors) {
      for (const step of steps) {
        for (const statement of step.statements) await send({ type: "statement", statement });
      }
      if (params.seedData) {
        const wanted = seedOrder(
          requests.tables,
          ({ spec }) => foldAscii(spec.name),
          ({ spec }) => after.tables.get(foldAscii(spec.name))?.model.foreignKeys ?? [],
          ({ table }) => foldAscii(table),
        );
        const ask = distant && ((sql: string) => distant.ask(sql));
        const names = draft.names;
        await planSeeds({ db, after, names, wanted, items, send, context, ...(ask && { ask }) });
      }
    }
    const affected = draft.affected();
    const scope = scopeOf(
      [...requests.tables.map((each) => each.spec.name), ...affected.tables],
      [...requests.views.map((each) => each.spec.name), ...affected.views],
    );
    const currentDigest = await digestScope(live, scope);
    const disk = draft.disk();
    return {
      database,
      scope,
      currentDigest,
      desiredDigest: after === live ? currentDigest : await digestScope(after, scope),
      ...(disk && { disk }),
      script: { before: [...script.before], after: [...script.after] },
    };
  } finally {
    draft.close();
  }
}

interface Draft {
  readonly draft: SchemaPlan;
  readonly made: ReturnType<SchemaPlan["make"]>;
  readonly requests: Requests;
  readonly diagnostics: readonly Diagnostic[];
}

/** The schema's part. Where the rows are elsewhere it is made again until nothing about them is left to ask. */
async function draftPlan(
  { db, live, distant }: PlanGround & { readonly live: Catalog },
  specs: readonly SpecItem[],
): Promise<Draft> {
  const askRows = distant?.known ?? rowsOf(db);
  for (;;) {
    const diagnostics: Diagnostic[] = [];
    const report: Report = (diagnostic) => diagnostics.push(diagnostic);
    const requests = checkSpecs(specs, live, report);
    const draft = new SchemaPlan({ db, live, askRows }, requests, report);
    try {
      const made = draft.make();
      if (!await distant?.learn()) return { draft, made, requests, diagnostics };
    } catch (error) {
      draft.close();
      throw error;
    }
    draft.close();
  }
}
