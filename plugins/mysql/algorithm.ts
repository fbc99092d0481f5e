// Which way the server changes a table: at once, in place, or by copying it. From the manuals' tables of online DDL
// (MySQL 8.0 reference, 17.12.1; MariaDB knowledge base, InnoDB Online DDL), each tried on MySQL 9.7 and MariaDB 10.11;
// where they leave doubt, a copy is told.
import type { Column, Index, Table } from "../../protocol/model.ts";
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
  const isAlone = changes.length + edits.length === 1;
  const ways = [
    ...changes.map((change) =>
      losesRowKey(change, changes, table) ? "copy" : wayOf(change, table, quirks, isAlone)
    ),
    ...edits.map((): Way => quirks.isMariaDb ? "instant" : "in place"),
  ];
  const isInnoDb = (tableExtra(table).engine ?? "innodb") === "innodb";
  const way: Way = isInnoDb ? together(changes, ways) : "copy";
  const sharesLock = changes.some((change) => holdsWriters(change, table, quirks)) && way !== "instant";
  const asks = isInnoDb && !sharesLock && edits.length === 0 && changes.length > 0 &&
    changes.every((change, at) => isCertain(change, ways[at] ?? "copy"));
  return {
    way,
    clauseSql: asks ? CLAUSES[way] : "",
    why: sharesLock && way !== "copy" ? SHARED_WORDS[way] : WORDS[way],
    hazards: rows === 0n ? [] : hazardsOf(way, sharesLock, table.name, rows),
  };
}

/** How foreign keys are added (under foreign_key_checks) and dropped. */
export function keyAlgorithm(
  isAdded: boolean,
  table: string,
  { isMariaDb }: Quirks,
  rows: bigint,
): Pick<Algorithm, "why" | "hazards"> {
  const way: Way = isAdded ? "copy" : isMariaDb ? "instant" : "in place";
  return { why: WORDS[way], hazards: rows === 0n ? [] : hazardsOf(way, false, table, rows) };
}

/** What a statement that copies a table does to its rows and to others. */
export function copyHazards(table: string, rows: bigint): readonly Hazard[] {
  return rows === 0n ? [] : hazardsOf("copy", false, table, rows);
}

/** What comes and goes instantly by itself takes a rebuild beside what does not. */
function together(changes: readonly Change[], ways: readonly Way[]): Way {
  const worst = WAYS[Math.max(0, ...ways.map((way) => WAYS.indexOf(way)))] ?? "copy";
  const changesRows = changes.some(({ type }) => type === "add-column" || type === "drop-column");
  return worst === "in place" && changesRows ? "rebuild" : worst;
}

/** What is appended so that the server refuses to do more; nothing where the size of the table decides. */
const CLAUSES: Readonly<Record<Way, string>> = {
  instant: ", algorithm=instant",
  "in place": ", algorithm=inplace, lock=none",
  rebuild: "",
  copy: "",
};

const WORDS: Readonly<Record<Way, string>> = {
  instant: "Instant: only the definition changes, no row is written",
  "in place": "In place: others go on reading and writing",
  rebuild: "In place, and the table is rebuilt: others go on reading and writing",
  copy: "The table is copied: others can read it, and wait to write",
};

const SHARED_WORDS: Readonly<Record<Way, string>> = {
  ...WORDS,
  "in place": "In place: others can read it, and wait to write",
  rebuild: "In place, and the table is rebuilt: others can read it, and wait to write",
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

/**
 * True where rows lose what InnoDB tells them apart by: without a primary key that is the first unique index of columns
 * that are not null, and neither server takes it away in place.
 */
function losesRowKey(change: Change, changes: readonly Change[], table: Table): boolean {
  if (table.primaryKey) return false;
  const wasNotNull = (name: string) => {
    for (const each of changes) {
      if (each.type === "alter-column" && isNamed(each.from, name)) return each.from.notNull;
      if (each.type === "drop-column" && isNamed(each.column, name)) return each.column.notNull;
    }
    return table.columns.some((column) => isNamed(column, name) && column.notNull);
  };
  const mayBeRowKey = (index: Index) =>
    index.unique && index.parts.every(({ column }) => column !== undefined && wasNotNull(column));
  if (change.type === "drop-index") return mayBeRowKey(change.index);
  if (change.type !== "alter-column" || change.to.notNull || !change.aspects.includes("not-null")) {
    return false;
  }
  const uses = ({ parts }: Index) => parts.some(({ column }) => isNamed(change.from, column ?? ""));
  return table.indexes.some((index) => uses(index) && mayBeRowKey(index));
}

function isNamed(column: Column, name: string): boolean {
  return column.name.toLowerCase() === name.toLowerCase();
}

/** Changes of which every supported server is known to take that way: it may be asked to refuse anything else. */
function isCertain(change: Change, way: Way): boolean {
  if (change.type === "create-index" || change.type === "drop-index") return way === "in place";
  if (change.type !== "alter-column" || way !== "instant") return false;
  const isLiteral = change.to.default === undefined || !change.to.default.startsWith("(");
  const isEnum = ["enum", "set"].includes(baseOf(change.to.type));
  return isLiteral && change.aspects.every((each) => each === "default" || (each === "type" && isEnum));
}

/** True for what lets others only read, though the table is not copied. */
function holdsWriters(change: Change, table: Table, quirks: Quirks): boolean {
  if (change.type === "create-index") {
    return ["fulltext", "spatial"].includes(indexExtra(change.index).method ?? "") ||
      change.index.parts.some((part) => part.expression !== undefined);
  }
  if (change.type === "add-column" && change.column.autoIncrement) return true;
  return quirks.isMariaDb && isHeavy(table) && isOfRows(change);
}

/** Tables of which MariaDB changes no column instantly: with fulltext indexes, or indexes on virtual columns. */
function isHeavy(table: Table): boolean {
  const virtual = table.columns.filter(({ generated }) => generated && !generated.stored);
  return hasFulltext(table) || virtual.some((column) => isIndexed(column, table));
}

function hasFulltext(table: Table): boolean {
  return table.indexes.some((index) => indexExtra(index).method === "fulltext");
}

/** True for changes of which columns a row has, and how. */
function isOfRows(change: Change): boolean {
  return change.type === "add-column" || change.type === "drop-column" || change.type === "set-primary-key" ||
    (change.type === "alter-column" &&
      change.aspects.some((each) => each === "not-null" || each === "place"));
}

function wayOf(change: Change, table: Table, quirks: Quirks, isAlone: boolean): Way {
  const { isMariaDb } = quirks;
  const way = plainWay(change, table, quirks, isAlone);
  if (!isOfRows(change) || way === "copy") return way;
  if (isMariaDb) return isHeavy(table) ? "rebuild" : way;
  // MySQL rebuilds no table with a fulltext index in place.
  const isVirtual = change.type === "add-column" && change.column.generated !== undefined;
  return hasFulltext(table) && !isVirtual ? "copy" : way;
}

function plainWay(change: Change, table: Table, quirks: Quirks, isAlone: boolean): Way {
  const noCopy: Way = quirks.isMariaDb ? "instant" : "in place";
  switch (change.type) {
    case "add-column":
      return addWay(change.column, table, quirks);
    case "drop-column":
      return quirks.hasInstantDrop && !isIndexed(change.column, table) && !isCompressed(table)
        ? "instant"
        : "rebuild";
    case "alter-column":
      return alterWay(change, table, quirks);
    case "set-primary-key":
      return change.to ? "rebuild" : "copy";
    case "create-index":
    case "drop-index":
      // A unique hash is a hidden column, which MariaDB does not add in place; an expression is one, too, which MySQL
      // adds and drops in place only when nothing else is done.
      return indexExtra(change.index).method === "hash" ||
          (change.index.parts.some((part) => part.expression !== undefined) && !isAlone)
        ? "copy"
        : "in place";
    case "drop-foreign-key":
      return noCopy;
    case "drop-check":
      return "instant";
    case "alter-table":
      return worstOf(change.aspects.map((aspect): Way => {
        if (["comment", "auto_increment", "default character set"].includes(aspect)) return noCopy;
        return aspect === "row format" || aspect === "key block size" ? "rebuild" : "copy";
      }));
    default:
      return "copy";
  }
}

function worstOf(ways: readonly Way[]): Way {
  return WAYS[Math.max(0, ...ways.map((way) => WAYS.indexOf(way)))] ?? "copy";
}

function isCompressed(table: Table): boolean {
  return tableExtra(table).rowFormat === "compressed";
}

function addWay(column: Column, table: Table, quirks: Quirks): Way {
  if (column.generated) return column.generated.stored ? "copy" : "instant";
  if (column.autoIncrement) return "rebuild";
  if (column.default?.startsWith("(") && !quirks.isMariaDb) return "copy";
  if (!quirks.hasInstant || isCompressed(table)) return "rebuild";
  return columnExtra(column).after !== undefined && !quirks.hasInstantDrop ? "rebuild" : "instant";
}

function isIndexed({ name }: Column, table: Table): boolean {
  const folded = name.toLowerCase();
  return table.indexes.some((index) => index.parts.some((part) => part.column?.toLowerCase() === folded)) ||
    (table.primaryKey?.columns ?? []).some((column) => column.toLowerCase() === folded);
}

function alterWay(
  { from, to, aspects }: Change & { readonly type: "alter-column" },
  table: Table,
  quirks: Quirks,
): Way {
  return worstOf(aspects.map((aspect): Way => {
    switch (aspect) {
      case "default":
        return "instant";
      case "not-null":
        return "rebuild";
      case "place":
        return quirks.isMariaDb && quirks.hasInstantDrop ? "instant" : "rebuild";
      case "type":
        return typeWay(from, to, quirks);
      case "collation":
        return collationWay(from, to, table, quirks);
      case "extra": {
        // The character set is told of as collation.
        const isSame = columnExtra(from).srid === columnExtra(to).srid;
        return isSame ? "instant" : "copy";
      }
      default:
        return "copy";
    }
  }));
}

/** Bytes of a character, at most. */
function widthOf(column: Column): number {
  return { utf8mb4: 4, utf8mb3: 3, latin1: 1, ascii: 1 }[columnExtra(column).charset ?? ""] ?? 4;
}

/** Texts that are in no index keep their bytes from one collation to another, and from utf8mb3 to utf8mb4. */
function collationWay(from: Column, to: Column, table: Table, { isMariaDb }: Quirks): Way {
  const [live, wanted] = [columnExtra(from).charset, columnExtra(to).charset];
  const keepsBytes = live === wanted || (live === "utf8mb3" && wanted === "utf8mb4");
  if (!keepsBytes) return "copy";
  if (isIndexed(to, table)) return isMariaDb ? "in place" : "copy";
  const [before = 0, after = 0] = [argumentsOf(from.type)[0], argumentsOf(to.type)[0]];
  const staysShort = (before * widthOf(from) > 255) === (after * widthOf(to) > 255);
  return isMariaDb ? "instant" : staysShort ? "in place" : "copy";
}

/** Longer varchars stay where they are while the length takes as many bytes; values are added at an enum's end. */
function typeWay(from: Column, to: Column, { isMariaDb }: Quirks): Way {
  const [a, b] = [baseOf(from.type), baseOf(to.type)];
  if (a !== b) return "copy";
  if (a === "varchar" || a === "varbinary") {
    const [before = 0, after = 0] = [argumentsOf(from.type)[0], argumentsOf(to.type)[0]];
    if (after < before) return "copy";
    if (isMariaDb) return "instant";
    const bytes = (column: Column, length: number) => length * (a === "varbinary" ? 1 : widthOf(column));
    return (bytes(from, before) > 255) === (bytes(to, after) > 255) ? "in place" : "copy";
  }
  if (a === "enum" || a === "set") {
    const [before, after] = [valuesOf(from.type), valuesOf(to.type)];
    const size = (count: number) => a === "enum" ? (count > 255 ? 2 : 1) : Math.ceil(count / 8);
    const isLonger = before.every((value, at) => value === after[at]);
    return isLonger && size(before.length) === size(after.length) ? "instant" : "copy";
  }
  return "copy";
}
