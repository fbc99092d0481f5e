// Rows that make a change fail for certain. These servers roll nothing back, so such a plan is refused before anything
// is done. What cannot be known before (columns that the same plan alters, very large tables) stays a hazard.
import type { Column, Table } from "../../protocol/model.ts";
import { countRows, type LiveCounts } from "../kit/hazards.ts";
import type { Change } from "../kit/model.ts";
import { fold } from "./draft.ts";
import { quote, textLiteral } from "./literal.ts";
import { checkExtra } from "./model.ts";
import { mentions } from "./tokens.ts";
import { argumentsOf, baseOf, valuesOf } from "./types.ts";

/** Why a change fails, and what would mend it. */
export interface Block {
  readonly message: string;
  readonly hint: string;
  /** Where in the spec of the table. */
  readonly path: readonly (string | number)[];
}

/** What is asked about rows. */
export interface RowGround {
  readonly counts: LiveCounts;
  /** Columns whose values the same plan may alter. */
  isAltered(table: string, column: string): boolean;
  /** What a column is called now; undefined: it is not there yet. */
  liveColumn(table: string, column: string): string | undefined;
}

/** The rows in the way of a change; undefined: none, or none that are known. */
export function blockOf(change: Change, table: Table, ground: RowGround): Block | undefined {
  const { counts, isAltered } = ground;
  const areFixed = (name: string, columns: readonly string[]) =>
    columns.every((column) => !isAltered(name, column));
  const block = (
    rows: bigint | undefined,
    why: string,
    hint: string,
    path: Block["path"],
  ): Block | undefined =>
    rows === undefined || rows === 0n
      ? undefined
      : { message: `${why}: ${countRows(rows)} of ${table.name} are in the way`, hint, path };
  switch (change.type) {
    case "add-foreign-key": {
      const { key } = change;
      const isFixed = areFixed(table.name, key.columns) &&
        areFixed(key.references.table, key.references.columns);
      return block(
        isFixed ? counts.orphans(table.name, key) : undefined,
        `The foreign key (${
          key.columns.join(", ")
        }) cannot be made for rows without a parent in ${key.references.table}`,
        "Insert the parents, or delete or mend these rows, and plan again",
        ["foreignKeys"],
      );
    }
    case "add-check": {
      const { expression } = change.check;
      const named = table.columns.map(({ name }) => name).filter((name) => mentions(expression, name));
      if (checkExtra(change.check).notEnforced || !areFixed(table.name, named)) return undefined;
      return block(
        counts.failures(table.name, expression),
        `The check (${expression}) cannot be made for rows that do not fulfil it`,
        "Mend or delete these rows, and plan again",
        ["checks"],
      );
    }
    case "create-index":
    case "set-primary-key": {
      const columns = change.type === "create-index"
        ? change.index.unique ? change.index.parts.map((part) => part.column ?? "") : []
        : change.to?.columns ?? [];
      if (columns.length === 0 || columns.includes("") || !areFixed(table.name, columns)) return undefined;
      return block(
        counts.doubles(table.name, columns),
        `(${columns.join(", ")}) cannot be unique in rows that share it`,
        "Mend or delete the doubles, and plan again",
        [change.type === "create-index" ? "indexes" : "primaryKey"],
      );
    }
    case "alter-column": {
      const live = ground.liveColumn(table.name, change.to.name);
      const fitsSql = live !== undefined && change.aspects.includes("type")
        ? fitSql(quote(live), change.from, change.to)
        : undefined;
      const at = table.columns.findIndex((column) => fold(column.name) === fold(change.to.name));
      return block(
        fitsSql === undefined ? undefined : counts.failures(table.name, fitsSql),
        `Column ${change.to.name} cannot become ${change.to.type} with values that do not fit`,
        "Mend these values, and plan again",
        ["columns", at, "type"],
      );
    }
    default:
      return undefined;
  }
}

const INTEGER_BITS: Readonly<Record<string, bigint>> = {
  tinyint: 8n,
  smallint: 16n,
  mediumint: 24n,
  int: 32n,
  bigint: 64n,
};

/** A condition that values must fulfil to be taken by another type in strict mode; undefined: none is known. */
function fitSql(columnSql: string, from: Column, to: Column): string | undefined {
  if (from.generated || to.generated) return undefined;
  const [a, b] = [baseOf(from.type), baseOf(to.type)];
  const bits = INTEGER_BITS[b];
  if (INTEGER_BITS[a] !== undefined && bits !== undefined) {
    const isUnsigned = to.type.includes("unsigned");
    const least = isUnsigned ? 0n : -(1n << (bits - 1n));
    const most = (1n << (isUnsigned ? bits : bits - 1n)) - 1n;
    return `${columnSql} between ${least} and ${most}`;
  }
  const isText = (base: string) => /^(?:var)?char$|text$/.test(base);
  // Spaces at the end are cut without an error.
  if (isText(a) && /^(?:var)?char$/.test(b)) {
    return `char_length(rtrim(${columnSql})) <= ${Math.trunc(argumentsOf(to.type)[0] ?? 1)}`;
  }
  if (a === "enum" && b === "enum") {
    const kept = valuesOf(to.type);
    const gone = valuesOf(from.type).filter((value) => !kept.includes(value));
    return gone.length === 0 ? undefined : `${columnSql} not in (${gone.map(textLiteral).join(", ")})`;
  }
  return undefined;
}
