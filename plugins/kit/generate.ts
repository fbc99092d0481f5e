// Proves documents that describe a live schema: they are planned against the database they came from, and whatever that
// plan would change is named. Describing is each engine's own.
import type { Description } from "../../protocol/describe.ts";
import type { Diagnostic } from "../../protocol/errors.ts";
import type { Output } from "../../protocol/methods.ts";
import type { PlanInput, PlanPart, Statement } from "../../protocol/plan.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { check } from "../../protocol/schema.ts";

/** The most rounds of proving: in each, documents that the plan refuses are set aside. */
export const MAX_PROVING_ROUNDS = 5;

/** A document in the making. */
export interface DocumentDraft {
  readonly kind: string;
  readonly name: string;
  readonly schema?: string | undefined;
  body: Readonly<Record<string, unknown>> | undefined;
  readonly unexpressed: string[];
}

/** What planning documents against their own database says. */
export interface Proof {
  readonly diagnostics: readonly Diagnostic[];
  readonly changes: readonly Pick<Statement, "object" | "change">[];
}

/** Plans a stream of specs, and hands over the parts of the plan. */
export type PlanDocuments = (
  input: AsyncIterable<PlanInput>,
  take: (part: PlanPart) => void,
) => Promise<unknown>;

/** A body that the schema of its kind refuses is no document: the core would not even read it. */
export function checkBody(draft: DocumentDraft, kind: Description["kinds"][number]): void {
  for (const { message, path } of check(kind.body, draft.body, { unknownKeys: "report" }).issues) {
    setAside(draft, [...path, message].join(": "));
  }
}

/** Leaves an object without a document. */
export function setAside(draft: DocumentDraft, reason: string): void {
  if (draft.body) draft.unexpressed.length = 0; // without a document nothing is left out of it
  draft.body = undefined;
  draft.unexpressed.push(reason);
}

/** Names a change that planning the document again would make; one change may be several statements. */
export function tellChange(draft: DocumentDraft | undefined, change: string): void {
  const told = `planning it again would: ${change}`;
  if (draft && !draft.unexpressed.includes(told)) draft.unexpressed.push(told);
}

/** Plans the documents. */
export async function planDrafts(drafts: readonly DocumentDraft[], plan: PlanDocuments): Promise<Proof> {
  const diagnostics: Diagnostic[] = [];
  const changes: Pick<Statement, "object" | "change">[] = [];
  async function* input(): AsyncGenerator<PlanInput> {
    for (const [index, { kind, name, body }] of drafts.entries()) {
      // The wire has plain JSON values; the readonly body is one.
      const spec = { index, kind, name, hasRows: false, body: body as Record<string, unknown> };
      yield { type: "spec", spec };
    }
    yield { type: "specs-end" };
  }
  await plan(input(), (part) => {
    if (part.type === "diagnostic") diagnostics.push(part.diagnostic);
    if (part.type === "statement") changes.push(part.statement);
  });
  return { diagnostics, changes };
}

/**
 * Plans the documents until what is left of them is accepted.
 * @param isOf true for the document that an object of a statement belongs to
 */
export async function proveDrafts(
  drafts: readonly DocumentDraft[],
  plan: PlanDocuments,
  isOf: (draft: DocumentDraft, object: Statement["object"]) => boolean,
  context: RequestContext,
): Promise<void> {
  for (let round = 0; round < MAX_PROVING_ROUNDS; round++) {
    const whole = drafts.filter(({ body }) => body !== undefined);
    const { diagnostics, changes } = await planDrafts(whole, plan);
    for (const { object, change } of changes) {
      tellChange(whole.find((draft) => isOf(draft, object)) ?? whole[0], change);
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

/** Streams the documents. */
export async function sendDrafts(
  drafts: readonly DocumentDraft[],
  send: Send<Output<"generate">>,
  context: RequestContext,
): Promise<void> {
  for (const { kind, name, body, unexpressed } of drafts) {
    context.signal.throwIfAborted();
    // The wire has plain JSON values; the readonly body is one.
    await send({ kind, name, ...(body && { body: body as Record<string, unknown> }), unexpressed });
  }
}
