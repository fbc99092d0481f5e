// Describes the live schema as documents, the inverse of planning, and proves it: the documents are planned against the
// database they came from, and whatever that plan would change is named.
import type { Description } from "../../protocol/describe.ts";
import type { Output } from "../../protocol/methods.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { checkBody, type DocumentDraft, proveDrafts, sendDrafts, setAside } from "../kit/generate.ts";
import { type Catalog, tableKey } from "./catalog.ts";
import { documentKinds } from "./describe.ts";
import type { Driver } from "./driver.ts";
import { tableBody } from "./generate_table.ts";
import { inspectCatalog } from "./inspect.ts";
import { planChanges } from "./plan.ts";
import type { ServerFacts } from "./server.ts";

/** Streams a document for each object of the schemas; none: the connection's own. */
export async function generateSpecs(
  driver: Driver,
  server: ServerFacts,
  schemas: readonly string[],
  send: Send<Output<"generate">>,
  context: RequestContext,
): Promise<void> {
  const wanted = schemas.length > 0 ? schemas : [server.defaultSchema];
  const catalog = await inspectCatalog(driver, { schemas: wanted, names: [] }, server);
  if (server.isCockroach) {
    context.log(
      "warning",
      "Of a CockroachDB only tables are described: no views, types, functions or other objects",
    );
  }
  const drafts = [...objectDrafts(catalog), ...tableDrafts(catalog)];
  const kinds = documentKinds(server.kinds);
  drafts.forEach((draft) => checkDraft(draft, kinds));
  await proveDrafts(
    drafts,
    (input, take) => planChanges({ driver, server }, { seedData: false }, input, take, context),
    (draft, object) => {
      const schema = object.schema ?? server.defaultSchema;
      return draft.name === object.name && (draft.schema ?? schema) === schema;
    },
    context,
  );
  await sendDrafts(drafts, send, context);
}

function tableDrafts(catalog: Catalog): DocumentDraft[] {
  return [...catalog.tables.values()].map((table): DocumentDraft => {
    const unexpressed = [...table.unexpressed];
    const own = tableBody(table.model, catalog.server);
    const objects = [...catalog.objects.values()].filter((object) =>
      object.table === tableKey(table.model.schema, table.model.name)
    );
    const more = catalog.server.kinds.map((kind) =>
      kind.generateOfTable?.(objects.filter((object) => object.kind === kind.kind), catalog) ?? {}
    );
    const body = Object.assign({}, own, ...more);
    return { kind: "Table", name: table.model.name, schema: table.model.schema, body, unexpressed };
  });
}

function objectDrafts(catalog: Catalog): DocumentDraft[] {
  const { kinds } = catalog.server;
  return kinds.flatMap((kind) =>
    [...catalog.objects.values()].flatMap((object): DocumentDraft[] => {
      if (object.kind !== kind.kind) return [];
      const made = kind.generate?.(object, catalog);
      if (!made) return [];
      const more = kinds.map((each) => each.generateOfObject?.(object, catalog) ?? {});
      const body = made.body && Object.assign({}, made.body, ...more);
      return [{ ...made, body, schema: object.schema, unexpressed: [...made.unexpressed] }];
    })
  );
}

function checkDraft(draft: DocumentDraft, kinds: Description["kinds"]): void {
  if (!draft.body) return;
  const kind = kinds.find((each) => each.kind === draft.kind);
  if (kind) checkBody(draft, kind);
  else setAside(draft, `${draft.kind} has no document`);
}
