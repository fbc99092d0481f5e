// Describes the live schema as documents, the inverse of planning, and proves it: the documents are planned against the
// database they came from, and whatever that plan would change is named.
import type { Output } from "../../protocol/methods.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { checkBody, type DocumentDraft, proveDrafts, sendDrafts, setAside } from "../kit/generate.ts";
import type { Catalog } from "./catalog.ts";
import { describe } from "./describe.ts";
import type { Driver } from "./driver.ts";
import { tableBody } from "./generate_table.ts";
import { inspectCatalog } from "./inspect.ts";
import { objectDrafts, tableTriggers } from "./generate_objects.ts";
import { planChanges } from "./plan.ts";
import type { ServerFacts } from "./server.ts";

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
  await proveDrafts(
    drafts,
    (input, take) => planChanges({ driver, server }, { seedData: false }, input, take, context),
    ({ name }, object) => server.foldTable(name) === server.foldTable(object.name),
    context,
  );
  await sendDrafts(drafts, send, context);
}

function tableDrafts(catalog: Catalog): DocumentDraft[] {
  return [...catalog.tables.values()].map((table): DocumentDraft => {
    const own = tableBody(table, catalog.server);
    const body = { ...own, ...tableTriggers(table.model.name, catalog) };
    return { kind: "Table", name: table.model.name, body, unexpressed: [...table.unexpressed] };
  });
}

function checkDraft(draft: DocumentDraft): void {
  if (!draft.body) return;
  const kind = describe("").kinds.find((each) => each.kind === draft.kind);
  if (kind) checkBody(draft, kind);
  else setAside(draft, `${draft.kind} has no document`);
}
