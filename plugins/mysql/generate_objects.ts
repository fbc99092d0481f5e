// Views, triggers, routines and events as bodies of documents.
import type { Catalog } from "./catalog.ts";
import type { Body } from "./generate_table.ts";

/** A document in the making. */
export interface ObjectDraft {
  readonly kind: string;
  readonly name: string;
  body: Body | undefined;
  readonly unexpressed: string[];
}

/** Documents of all that is not a table or a trigger. */
export function objectDrafts(_catalog: Catalog): ObjectDraft[] {
  return [];
}

/** The triggers of one table, as a part of its body. */
export function tableTriggers(_table: string, _catalog: Catalog): Body {
  return {};
}
