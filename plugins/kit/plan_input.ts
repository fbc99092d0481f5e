// How a plan's input is read: all specs first, then the rows of one spec after the other, as they are asked for.
import { PluginError } from "../../protocol/errors.ts";
import type { ForeignKey } from "../../protocol/model.ts";
import type { PlanInput, RowsItem, SpecItem } from "../../protocol/plan.ts";
import { orderByEdges } from "./order.ts";

/** Reads all specs, up to the mark that ends them. */
export async function readSpecs(items: AsyncIterator<PlanInput>): Promise<SpecItem[]> {
  const specs: SpecItem[] = [];
  for (;;) {
    const next = await items.next();
    if (next.done || next.value.type === "specs-end") return specs;
    if (next.value.type === "spec") specs.push(next.value.spec);
  }
}

/** Reads the next rows of a spec. @throws {PluginError} protocol.message when something else comes */
export async function nextRows(items: AsyncIterator<PlanInput>, spec: SpecItem): Promise<RowsItem> {
  const next = await items.next();
  if (!next.done && next.value.type === "rows" && next.value.rows.index === spec.index) {
    return next.value.rows;
  }
  throw new PluginError("protocol.message", `Expected rows of spec ${spec.index}, which were asked for`);
}

/** What is asked for rows, as far as their order matters. */
interface SeedRequest {
  readonly spec: SpecItem;
  readonly body: { readonly isDeleted?: boolean | undefined } | undefined;
}

/**
 * The requests with rows, parents before children.
 * @param keyOf a table's key among the requests, folded as the engine folds names
 * @param foreignKeysOf the foreign keys that the plan leaves in a table
 * @param parentKeyOf the key of the table that one refers to
 */
export function seedOrder<R extends SeedRequest>(
  requests: readonly R[],
  keyOf: (request: R) => string,
  foreignKeysOf: (request: R) => readonly ForeignKey[],
  parentKeyOf: (references: ForeignKey["references"]) => string,
): R[] {
  const seeded = requests.filter(({ spec, body }) => spec.hasRows && !body?.isDeleted);
  const positions = new Map(seeded.map((request, index) => [keyOf(request), index]));
  const before = seeded.map((request, index) => {
    const parents = foreignKeysOf(request).flatMap(({ references }) =>
      positions.get(parentKeyOf(references)) ?? []
    );
    return new Set(parents.filter((parent) => parent !== index));
  });
  return orderByEdges(seeded, before);
}
