// Answers `inspect` from a schema that was read.
import type { Output, Params, Result } from "../../protocol/methods.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { foldAscii } from "../kit/quote.ts";
import type { Catalog } from "./inspect.ts";
import { digestScope, scopeOf } from "./scope.ts";

/** Sends the tables, views and triggers that are asked for. */
export async function answerInspect(
  catalog: Catalog,
  params: Params<"inspect">,
  send: Send<Output<"inspect">>,
  context: RequestContext,
): Promise<Result<"inspect">> {
  const only = params.only && new Set(params.only.map((each) => `${each.kind}:${foldAscii(each.name)}`));
  for (const { model } of catalog.tables.values()) {
    context.signal.throwIfAborted();
    if (only && !only.has(`table:${foldAscii(model.name)}`)) continue;
    await send({ type: "table", table: model });
  }
  for (const object of catalog.objects) {
    if (object.type !== "view" && object.type !== "trigger") continue;
    if (only && !only.has(`${object.type}:${foldAscii(object.name)}`)) continue;
    await send({
      type: "object",
      object: {
        kind: object.type,
        name: object.name,
        definition: object.sql,
        ...(object.type === "trigger" && { table: object.table }),
      },
    });
  }
  const names = params.only
    ? params.only.filter((each) => each.kind === "table").map((each) => each.name)
    : [...catalog.tables.values()].map((table) => table.name);
  return { digest: await digestScope(catalog, scopeOf(names)) };
}
