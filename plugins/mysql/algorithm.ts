// Which way the server changes a table: at once, in place, or by copying it. From the manuals' tables of online DDL
// (MySQL 8.0 reference, 17.12.1; MariaDB knowledge base, InnoDB Online DDL); where they leave doubt, a copy is told.
import type { Column, Table } from "../../protocol/model.ts";
import type { Hazard } from "../../protocol/plan.ts";
import { countRows } from "../kit/hazards.ts";
import type { Change } from "../kit/model.ts";
import type { TableEdit } from "./diff.ts";
import { columnExtra, indexExtra, tableExtra } from "./model.ts";
import type { Quirks } from "./quirks.ts";
import { argumentsOf, baseOf, valuesOf } from "./types.ts";

/** How much work a change is, least first. */
export const WAYS = ["instant", "in place", "rebuild", "copy"] as const;
export type Way = typeof WAYS[number];

/** The way of one statement. */
export interface Algorithm {
  readonly way: Way;
  /** What is appended to the statement so that the server refuses to do more. */
  readonly clauseSql: string;
  readonly why: string;
  readonly hazards: readonly Hazard[];
}

/** The way of a statement that does several changes. */
export function algorithmOf(
  changes: readonly Change[],
  edits: readonly TableEdit[],
  table: Table,
  quirks: Quirks,
  rows: bigint,
): Algorithm {
  const ways = changes.map((change) => wayOf(change, table, quirks));
  const isInnoDb = (tableExtra(table).engine ?? "innodb") === "innodb";
  const worst = Math.max(0, ...ways.map((way) => WAYS.indexOf(way)), edits.length > 0 ? 1 : 0);
  const way: Way = isInnoDb ? WAYS[worst] ?? "copy" : "copy";
  const sharesLock = changes.some((change) =>
    change.type === "create-index" && ["fulltext", "spatial"].includes(indexExtra(change.index).method ?? "")
  );
  const asks = isInnoDb && way === "in place" && !sharesLock &&
    changes.every((change) => isCertain(change)) &&
    changes.length > 0;
  return {
    way,
    clauseSql: asks ? ", algorithm=inplace, lock=none" : "",
    why: WORDS[way],
    hazards: rows === 0n ? [] : hazardsOf(way, sharesLock, table.name, rows),
  };
}

const WORDS: Readonly<Record<Way, string>> = {
  instant: "Instant: only the definition changes, no row is written",
  "in place": "In place: others go on reading and writing",
  rebuild: "In place, and the table is rebuilt: others go on reading and writing",
  copy: "The table is copied: others can read it, and wait to write",
};

function hazardsOf(way: Way, sharesLock: boolean, table: string, rows: bigint): Hazard[] {
  const hazards: Hazard[] = [];
  if (way === "copy" || way === "rebuild") {
    hazards.push({ kind: "rewrites-table", message: `Writes ${countRows(rows)} of ${table} anew`, rows });
  }
  if (way === "copy" || sharesLock) {
    hazards.push({
      kind: "exclusive-lock",
      message: `Keeps others from writing to ${table} while it goes through ${countRows(rows)}`,
      rows,
    });
  }
  return hazards;
}

/** Changes of which every supported server is known to do them in place: it may be asked to refuse anything else. */
function isCertain(change: Change): boolean {
  return change.type === "create-index" || change.type === "drop-index";
}

function wayOf(change: Change, table: Table, quirks: Quirks): Way {
  switch (change.type) {
    case "add-column":
      return addWay(change.column, table, quirks);
    case "drop-column":
      if (!quirks.hasInstantDrop || change.column.generated?.stored) return "rebuild";
      return isIndexed(change.column, table) ? "rebuild" : "instant";
    case "alter-column":
      return alterWay(change, table);
    case "set-primary-key":
      return change.to ? "rebuild" : "copy";
    case "create-index":
    case "drop-index":
      // An expression is a hidden column, which MySQL adds and drops in place only when nothing else is done.
      return change.index.parts.some((part) => part.expression !== undefined) ? "copy" : "in place";
    case "drop-foreign-key":
    case "drop-check":
      return "in place";
    case "alter-table":
      return change.aspects.every((each) => each === "comment" || each === "auto_increment")
        ? "instant"
        : "copy";
    default:
      return "copy";
  }
}

function addWay(column: Column, table: Table, quirks: Quirks): Way {
  if (column.generated) return column.generated.stored ? "copy" : "instant";
  if (column.autoIncrement) return "copy";
  if (column.default !== undefined && /^\(|^current/.test(column.default)) return "copy";
  const hasFulltext = table.indexes.some((index) => indexExtra(index).method === "fulltext");
  if (!quirks.hasInstant || hasFulltext || tableExtra(table).rowFormat === "compressed") return "rebuild";
  return columnExtra(column).after !== undefined && !quirks.hasInstantDrop ? "rebuild" : "instant";
}

function isIndexed({ name }: Column, table: Table): boolean {
  const folded = name.toLowerCase();
  return table.indexes.some((index) => index.parts.some((part) => part.column?.toLowerCase() === folded)) ||
    (table.primaryKey?.columns ?? []).some((column) => column.toLowerCase() === folded);
}

function alterWay({ from, to, aspects }: Change & { readonly type: "alter-column" }, table: Table): Way {
  const ways = aspects.map((aspect): Way => {
    switch (aspect) {
      case "default":
        return "instant";
      case "not-null":
        return "rebuild";
      case "type":
        return typeWay(from, to, table);
      case "extra": {
        const [live, wanted] = [columnExtra(from), columnExtra(to)];
        const onlyComment = live.onUpdate === wanted.onUpdate && live.charset === wanted.charset &&
          live.srid === wanted.srid && Boolean(live.invisible) === Boolean(wanted.invisible);
        return onlyComment ? "instant" : "copy";
      }
      default:
        return "copy";
    }
  });
  return WAYS[Math.max(0, ...ways.map((way) => WAYS.indexOf(way)))] ?? "copy";
}

/** Longer varchars stay where they are while the length takes as many bytes; values are added at an enum's end. */
function typeWay(from: Column, to: Column, _table: Table): Way {
  const [a, b] = [baseOf(from.type), baseOf(to.type)];
  if (a !== b) return "copy";
  if (a === "varchar" || a === "varbinary") {
    const width = a === "varbinary"
      ? 1
      : { utf8mb4: 4, utf8mb3: 3, latin1: 1, ascii: 1 }[columnExtra(to).charset ?? ""] ?? 4;
    const [before = 0, after = 0] = [argumentsOf(from.type)[0], argumentsOf(to.type)[0]];
    return after >= before && (before * width > 255) === (after * width > 255) ? "in place" : "copy";
  }
  if (a === "enum" || a === "set") {
    const [before, after] = [valuesOf(from.type), valuesOf(to.type)];
    const size = (count: number) => a === "enum" ? (count > 255 ? 2 : 1) : Math.ceil(count / 8);
    const isLonger = before.every((value, at) => value === after[at]);
    return isLonger && size(before.length) === size(after.length) ? "instant" : "copy";
  }
  return "copy";
}
