// The indexes that the servers make for foreign keys, and which others they take instead.
import type { ForeignKey, Index, Key } from "../../protocol/model.ts";
import { indexExtra, partExtra, withExtra } from "./model.ts";
import type { Quirks } from "./quirks.ts";

const fold = (name: string) => name.toLowerCase();

/**
 * The indexes with those that the server makes for foreign keys without one. One of two keys that serve both is left:
 * the longer one, of equal ones the later.
 */
export function withImplied(
  indexes: readonly Index[],
  keys: readonly ForeignKey[],
  primary: Key | undefined,
  quirks: Quirks,
): Index[] {
  let implied: Index[] = [];
  for (const { name = "", columns } of keys) {
    if (primary && !primary.extra && isStart(columns, primary.columns)) continue;
    if (indexes.some((index) => servesKey(index, columns, quirks))) continue;
    const isLonger = ({ parts }: Index) => parts.length > columns.length;
    if (implied.some((index) => isLonger(index) && servesKey(index, columns, quirks))) continue;
    implied = implied.filter((index) => !isStart(index.parts.map(({ column }) => column ?? ""), columns));
    implied.push({
      name,
      unique: false,
      parts: columns.map((column) => ({ column })),
      ...withExtra({ isImplied: true }),
    });
  }
  return [...indexes, ...implied];
}

/** True for an index that a foreign key of these columns can use: it begins with all of them, whole. */
export function servesKey(index: Index, columns: readonly string[], { keysUseDescending }: Quirks): boolean {
  const isWhole = (part: Index["parts"][number]) =>
    partExtra(part).length === undefined && (!part.descending || keysUseDescending);
  return indexExtra(index).method === undefined && index.parts.slice(0, columns.length).every(isWhole) &&
    isStart(columns, index.parts.map(({ column }) => column ?? ""));
}

function isStart(columns: readonly string[], of: readonly string[]): boolean {
  return columns.every((column, at) => fold(of[at] ?? "") === fold(column));
}
