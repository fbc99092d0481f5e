// SQLite's side of the generic diff: how its names, types and expressions are compared.
import type { IndexPart, Key, Table } from "../../protocol/model.ts";
import type { DiffRules } from "../kit/diff.ts";
import { foldAscii } from "../kit/quote.ts";
import type { DesiredTable } from "./desired.ts";
import type { KeyPart } from "./inspect.ts";
import { conflictOf, keyParts, tableExtra } from "./render.ts";
import { normalForm, tokenize } from "./tokens.ts";

/** The rules for one wanted table. */
export function rulesFor(desired: DesiredTable): DiffRules {
  return {
    fold: foldAscii,
    sameType: (a, b) => a === b || typeForm(a) === typeForm(b),
    sameExpression: (a, b, table) => a === b || expressionForm(a, table) === expressionForm(b, table),
    sameCollation: (a, b) => foldAscii(a ?? "binary") === foldAscii(b ?? "binary"),
    sameColumnExtra: (a, b) => conflictOf(a) === conflictOf(b),
    sameKeyExtra: (a, b) => keyForm(a) === keyForm(b) && conflictOf(a) === conflictOf(b),
    nameMatters: (name) => desired.chosenNames.has(foldAscii(name)),
    tableAspects: (from, to) => {
      const before = tableExtra(from);
      const after = tableExtra(to);
      return [
        ...(before.strict === after.strict ? [] : ["strict"]),
        ...(before.withoutRowid === after.withoutRowid ? [] : ["without rowid"]),
      ];
    },
  };
}

function keyForm(key: Key): string {
  return keyParts(key).map((part) =>
    typeof part === "string" ? "" : `${part.descending ?? false} ${foldAscii(part.collation ?? "")}`
  ).join();
}

function typeForm(type: string): string {
  return tokenize(type).map((token) => foldAscii(token.value)).join(" ");
}

function expressionForm(sql: string, table: Table): string {
  const columns = new Set(table.columns.map((column) => foldAscii(column.name)));
  return normalForm(sql, (folded) => columns.has(folded));
}

function samePart(part: IndexPart, keyPart: KeyPart): boolean {
  const wanted = typeof keyPart === "string" ? { name: keyPart } : keyPart;
  return foldAscii(part.column ?? "") === foldAscii(wanted.name) &&
    Boolean(part.descending) === Boolean(wanted.descending) &&
    foldAscii(part.collation ?? "") === foldAscii(wanted.collation ?? "");
}

/**
 * A unique index without a name of the user's own is content with a UNIQUE constraint on the same columns that the
 * table already has: nothing but the name of an internal index would differ, and the price would be a rebuild.
 */
export function adoptUniqueConstraints(live: Table, desired: DesiredTable): Table {
  if (live.uniques.length === 0) return desired.model;
  const specs = desired.body.indexes ?? [];
  const indexes = [...desired.model.indexes];
  const uniques = [...desired.model.uniques];
  for (const key of live.uniques) {
    const position = indexes.findIndex((index) => {
      const spec = specs.find((each) =>
        each.name !== undefined && foldAscii(each.name) === foldAscii(index.name)
      );
      const isNameless = spec === undefined ||
        (key.name !== undefined && foldAscii(key.name) === foldAscii(index.name));
      return isNameless && index.unique && index.where === undefined &&
        index.parts.length === key.columns.length &&
        index.parts.every((part, at) => part.column !== undefined && samePart(part, keyParts(key)[at] ?? ""));
    });
    if (position < 0) continue;
    indexes.splice(position, 1);
    uniques.push(key);
  }
  return { ...desired.model, indexes, uniques };
}
