// Describes the live schema as documents, the inverse of planning, and proves it: the documents are planned against the
// database they came from, and whatever that plan would change is named.
import type { Diagnostic } from "../../protocol/errors.ts";
import type { Output } from "../../protocol/methods.ts";
import type { PlanInput, PlanPart } from "../../protocol/plan.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { check } from "../../protocol/schema.ts";
import type { Catalog } from "./catalog.ts";
import { describe } from "./describe.ts";
import type { Driver } from "./driver.ts";
import { type Body, tableBody } from "./generate_table.ts";
import { inspectCatalog } from "./inspect.ts";
import { objectDrafts, tableTriggers } from "./generate_objects.ts";
import { planChanges } from "./plan.ts";
import type { ServerFacts } from "./server.ts";

/** A document in the making. */
interface Draft {
  readonly kind: string;
  readonly name: string;
  body: Body | undefined;
  readonly unexpressed: string[];
}

/** The most rounds of proving: in each, documents that the plan refuses are set aside. */
const MAX_ROUNDS = 5;

/** Streams a document for each object. */
export async function generateSpecs(
  driver: Driver,
  server: ServerFacts,
  send: Send<Output<"generate">>,
  context: RequestContext,
): Promise<void> {
  const catalog = await inspectCatalog(driver, server);
  const drafts = [...tableDrafts(catalog), ...await objectDrafts(driver, catalog)];
  drafts.forEach(checkDraft);
  await prove(driver, server, drafts, context);
  for (const { kind, name, body, unexpressed } of drafts) {
    context.signal.throwIfAborted();
    // The wire has plain JSON values; the readonly body is one.
    await send({ kind, name, ...(body && { body: body as Record<string, unknown> }), unexpressed });
  }
}

function tableDrafts(catalog: Catalog): Draft[] {
  return [...catalog.tables.values()].map((table): Draft => {
    const own = tableBody(table, catalog.server);
    const body = { ...own, ...tableTriggers(table.model.name, catalog) };
    return { kind: "Table", name: table.model.name, body, unexpressed: [...table.unexpressed] };
  });
}

/** A body that the schema of its kind refuses is no document: the core would not even read it. */
function checkDraft(draft: Draft): void {
  if (!draft.body) return;
  const kind = describe("").kinds.find((each) => each.kind === draft.kind);
  if (!kind) return setAside(draft, `${draft.kind} has no document`);
  for (const { message, path } of check(kind.body, draft.body, { unknownKeys: "report" }).issues) {
    setAside(draft, [...path, message].join(": "));
  }
}

function setAside(draft: Draft, reason: string): void {
  if (draft.body) draft.unexpressed.length = 0; // without a document nothing is left out of it
  draft.body = undefined;
  draft.unexpressed.push(reason);
}

/** Plans the documents against the database they came from. */
async function prove(
  driver: Driver,
  server: ServerFacts,
  drafts: readonly Draft[],
  context: RequestContext,
): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const whole = drafts.filter(({ body }) => body !== undefined);
    const { diagnostics, changes } = await planOf(driver, server, whole, context);
    for (const { name, change } of changes) {
      const owner = whole.find((draft) => server.foldTable(draft.name) === server.foldTable(name)) ??
        whole[0];
      const told = `planning it again would: ${change}`;
      if (owner && !owner.unexpressed.includes(told)) owner.unexpressed.push(told);
    }
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length === 0) return;
    for (const { spec, message } of errors) {
      const draft = spec === undefined ? undefined : whole[spec];
      if (draft) setAside(draft, message);
      else context.log("warning", `Could not be proved: ${message}`);
    }
    if (errors.every(({ spec }) => spec === undefined)) return;
  }
}

async function planOf(
  driver: Driver,
  server: ServerFacts,
  drafts: readonly Draft[],
  context: RequestContext,
): Promise<{ diagnostics: Diagnostic[]; changes: { name: string; change: string }[] }> {
  const diagnostics: Diagnostic[] = [];
  const changes: { name: string; change: string }[] = [];
  async function* input(): AsyncGenerator<PlanInput> {
    for (const [index, { kind, name, body }] of drafts.entries()) {
      yield {
        type: "spec",
        spec: { index, kind, name, hasRows: false, body: body as Record<string, unknown> },
      }; // a body
    }
    yield { type: "specs-end" };
  }
  const take = (part: PlanPart) => {
    if (part.type === "diagnostic") diagnostics.push(part.diagnostic);
    if (part.type === "statement") {
      const { object, change } = part.statement;
      changes.push({ name: object.name, change });
    }
  };
  await planChanges({ driver, server }, { seedData: false }, input(), take, context);
  return { diagnostics, changes };
}
