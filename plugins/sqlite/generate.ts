// Describes the live schema as documents, the inverse of planning, and proves it: the documents are planned against
// the database they came from, and whatever that plan would change is named.
import type { Output } from "../../protocol/methods.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import {
  checkBody,
  type DocumentDraft,
  MAX_PROVING_ROUNDS,
  planDrafts,
  sendDrafts,
  setAside,
  tellChange,
} from "../kit/generate.ts";
import { foldAscii } from "../kit/quote.ts";
import type { Database } from "./database.ts";
import { describe } from "./describe.ts";
import { type Body, tableBody } from "./generate_table.ts";
import { lostComments, triggerBody, viewBody, virtualBody } from "./generate_text.ts";
import {
  type Catalog,
  type CatalogTable,
  type CatalogView,
  inspectCatalog,
  type SchemaObject,
} from "./inspect.ts";
import { planChanges } from "./plan.ts";

/** Streams a document for each table and view. */
export async function generateSpecs(
  db: Database,
  send: Send<Output<"generate">>,
  context: RequestContext,
): Promise<void> {
  const catalog = inspectCatalog(db);
  const drafts: DocumentDraft[] = [];
  for (const table of catalog.tables.values()) {
    if (!table.isShadow) drafts.push(draftOf(table));
  }
  for (const view of catalog.views.values()) drafts.push(draftOfView(view));
  drafts.forEach(checkDraft);
  await prove(db, catalog, drafts, context);
  await sendDrafts(drafts, send, context);
}

function draftOf(table: CatalogTable): DocumentDraft {
  const { name } = table;
  const unexpressed: string[] = [];
  const triggers = triggerBodies(table.triggers, unexpressed);
  const own = table.isVirtual ? virtualBody(table.sql) : tableBody(table, unexpressed);
  if (!own) {
    return { kind: "Table", name, body: undefined, unexpressed: [`not understood: ${table.sql}`] };
  }
  const body = { ...schemaKey(name), ...own, ...triggers };
  for (const { sql } of [table, ...table.indexes, ...table.triggers]) {
    unexpressed.push(...lostComments(sql, body));
  }
  return { kind: "Table", name, body, unexpressed };
}

function draftOfView(view: CatalogView): DocumentDraft {
  const { name, triggers } = view;
  const own = viewBody(view.sql);
  if (!own) return { kind: "View", name, body: undefined, unexpressed: [`not understood: ${view.sql}`] };
  const unexpressed: string[] = [];
  const body = { ...schemaKey(name), ...own, ...triggerBodies(triggers, unexpressed) };
  for (const { sql } of [view, ...triggers]) unexpressed.push(...lostComments(sql, body));
  return { kind: "View", name, body, unexpressed };
}

/** A name that reads as one of another database's objects must say that it is not. */
function schemaKey(name: string): Body {
  return name.includes(".") ? { schema: "main" } : {};
}

function triggerBodies(
  triggers: readonly SchemaObject[],
  unexpressed: string[],
): { readonly triggers?: readonly Body[] } {
  const bodies = triggers.flatMap((trigger): Body[] => {
    const body = triggerBody(trigger.name, trigger.sql);
    if (!body) unexpressed.push(`trigger ${trigger.name}, which was not understood`);
    return body ? [body] : [];
  });
  return bodies.length > 0 ? { triggers: bodies } : {};
}

/** A body that the schema of its kind refuses is no document: the core would not even read it. */
function checkDraft(draft: DocumentDraft): void {
  if (!draft.body) return;
  const kind = describe("").kinds.find((each) => each.kind === draft.kind);
  if (!kind) {
    setAside(draft, `a ${draft.kind.toLowerCase()} has no document`);
    return;
  }
  if (draft.name === "") return setAside(draft, "the empty name");
  checkBody(draft, kind);
}

/** Without the key, triggers are kept as they are: better than no document. */
function leaveTriggers(draft: DocumentDraft, body: Body, reason: string): void {
  const { triggers: _, ...others } = body;
  draft.body = others;
  draft.unexpressed.push(`its triggers: ${reason}`);
}

/** Plans the documents against the database they came from. */
async function prove(
  db: Database,
  live: Catalog,
  drafts: readonly DocumentDraft[],
  context: RequestContext,
): Promise<void> {
  for (let round = 0; round < MAX_PROVING_ROUNDS; round++) {
    const whole = drafts.filter((draft) => draft.body !== undefined);
    const { diagnostics, changes } = await planDrafts(
      whole,
      (input, take) =>
        planChanges({ db, database: "", look: () => live }, { seedData: false }, input, take, context),
    );
    for (const { object, change } of changes) {
      tellChange(whole.find(({ name }) => foldAscii(name) === foldAscii(object.name)) ?? whole[0], change);
    }
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length === 0) return;
    const general = errors.filter(({ spec }) => spec === undefined);
    for (const { spec, message, path } of errors) {
      const draft = spec === undefined ? undefined : whole[spec];
      if (!draft) continue;
      if (path?.[0] === "triggers" && draft.body) leaveTriggers(draft, draft.body, message);
      else setAside(draft, message);
    }
    if (general.length === errors.length) {
      for (const { message } of general) context.log("warning", `Could not be proved: ${message}`);
      return;
    }
  }
}
