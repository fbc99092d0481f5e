// The statements that change one column: type, default, identity, null and all the rest, in the order in which the
// server can do them.
import type { Column, Table } from "../../protocol/model.ts";
import type { Hazard, Statement } from "../../protocol/plan.ts";
import { countRows, hazardsOf, type LiveCounts } from "../kit/hazards.ts";
import { type Change, describeChange } from "../kit/model.ts";
import { quoteName } from "../kit/quote.ts";
import { madeName } from "./constraint_names.ts";
import { textLiteral } from "./literal.ts";
import { columnExtra, quoteQualified } from "./model.ts";
import { alterTable, sequenceClause, sequenceWords } from "./render.ts";
import { lockHazard, rewriteHazard, statement } from "./steps.ts";
import { usualStorage } from "./diff.ts";
import { allOptions, changedOptions, identityOptions, integerBits, withinType } from "./sequence_options.ts";
import { type Restart, restartOf, type SequenceCounts } from "./sequence_restart.ts";
import { elementOf } from "./type_names.ts";
import { isSameSort, keepsValues, rewritesTable, usingFor } from "./types_change.ts";

export type AlterColumn = Change & { readonly type: "alter-column" };

/** What a column's statements are made with. */
export interface ColumnContext {
  readonly table: Table;
  readonly label: string;
  readonly object: Statement["object"];
  readonly counts: LiveCounts & SequenceCounts;
  readonly using: string | undefined;
}

/** True when a column is no longer of a type, nor an array of it. */
export function leavesType({ from, to }: AlterColumn): boolean {
  return elementOf(from.type) !== elementOf(to.type);
}

/** True when a column gets another type or collation. */
export function changesType({ aspects }: AlterColumn): boolean {
  return aspects.includes("type") || aspects.includes("collation");
}

/** The statements of one changed column, and which of them changes its type. */
export function alterColumn(
  change: AlterColumn,
  context: ColumnContext,
): { readonly statements: readonly Statement[]; readonly typeAt: number | undefined } {
  const { from, to } = change;
  const { table, label, object, counts } = context;
  const words = describeChange(change);
  const columnSql = quoteName(to.name);
  const column = (actionSql: string) => `alter column ${columnSql} ${actionSql}`;
  const hazards = hazardsOf(change, counts, { keepsValues: (a, b) => keepsValues(a.type, b.type) });
  const make = (sql: string, own: readonly Hazard[] = []) =>
    statement(sql, "alter", object, words, { hazards: own });
  const { drops, sets, adds, hazards: ofNumbers } = countingStatements(change, context);
  const before = [...drops];
  const after: Statement[] = [];
  // Options must suit the type at any time.
  const isNarrowed = integerBits(to.type) < integerBits(from.type);
  if (isNarrowed) before.push(...sets);
  const actions = typeActions(change, context, column);
  const isRetyped = changesType(change);
  const rows = counts.rows(label);
  const typeHazards = !isRetyped ? [] : [
    ...ofNumbers,
    ...hazards.filter(({ message }) => message.startsWith("Converts")),
    ...(rewritesTable(from.type, to.type)
      ? [...rewriteHazard(label, rows), ...lockHazard(label, rows, "reads", "rewrites")]
      : []),
  ];
  if (actions.length > 0) before.push(make(alterTable(table, actions.join(", ")), typeHazards));
  if (from.notNull !== to.notNull) after.push(...nullStatements(change, context, make, hazards));
  if (!isNarrowed) after.push(...sets);
  return {
    statements: [...before, ...after, ...adds, ...storageStatements(change, table, make)],
    typeAt: isRetyped ? before.length - 1 : undefined,
  };
}

function typeActions(
  change: AlterColumn,
  { using }: ColumnContext,
  column: (actionSql: string) => string,
): string[] {
  const { from, to, aspects } = change;
  const actions: string[] = [];
  const isRetyped = changesType(change);
  if (from.generated && !to.generated) actions.push(column("drop expression"));
  if (from.generated && to.generated && aspects.includes("generated")) {
    actions.push(column(`set expression as (${to.generated.expression})`));
  }
  const hadDefault = from.default !== undefined && !from.autoIncrement;
  // A default that cannot become the new type stops the change of type.
  if (isRetyped && hadDefault && (to.default === undefined || aspects.includes("type"))) {
    actions.push(column("drop default"));
  }
  if (isRetyped) actions.push(column(typeClause(change, using)));
  if (to.default !== undefined && (aspects.includes("default") || (isRetyped && hadDefault))) {
    actions.push(column(`set default ${to.default}`));
  } else if (aspects.includes("default") && to.default === undefined && hadDefault && !isRetyped) {
    actions.push(column("drop default"));
  }
  return actions;
}

/** `type integer using "a"::integer`. */
export function typeClause(change: AlterColumn, using: string | undefined): string {
  const { to, aspects } = change;
  // A new type comes with a collation of its own, if with any.
  const isBare = aspects.includes("collation") && !aspects.includes("type");
  const collateSql = to.collation === undefined
    ? isBare ? ' collate "default"' : ""
    : ` collate ${to.collation}`;
  const usingSql = usingOf(change, using);
  return `type ${to.type}${collateSql}${usingSql === undefined ? "" : ` using ${usingSql}`}`;
}

/** The expression after USING: the one that is given, or one that is derived where the server has no cast of its own. */
export function usingOf({ from, to, aspects }: AlterColumn, given: string | undefined): string | undefined {
  return given ?? (aspects.includes("type") ? usingFor(quoteName(to.name), from.type, to.type) : undefined);
}

function nullStatements(
  { to }: AlterColumn,
  { table, label, object, counts }: ColumnContext,
  make: (sql: string, hazards?: readonly Hazard[]) => Statement,
  hazards: readonly Hazard[],
): Statement[] {
  const columnSql = quoteName(to.name);
  if (!to.notNull) return [make(alterTable(table, `alter column ${columnSql} drop not null`))];
  const nulls = counts.nulls(label, to.name);
  const rows = counts.rows(label);
  const fills = to.default !== undefined && nulls > 0n;
  const fill = statement(
    `update ${quoteQualified(table)} set ${columnSql} = default where ${columnSql} is null`,
    "alter",
    object,
    `Fill column ${to.name} of ${label} where it is null`,
    { hazards: hazards.filter(({ message }) => message.startsWith("Sets column")) },
  );
  const refusal: Hazard[] = !fills && nulls > 0n
    ? [{
      kind: "may-fail",
      message: `Fails because column ${to.name} of ${label} is null in ${countRows(nulls)}`,
      rows: nulls,
    }]
    : [];
  return [
    ...(fills ? [fill] : []),
    make(alterTable(table, `alter column ${columnSql} set not null`), [
      ...refusal,
      ...lockHazard(label, rows, "reads", "checks"),
    ]),
  ];
}

interface Counting extends Readonly<Record<"drops" | "sets" | "adds", readonly Statement[]>> {
  /** What the change of type does to the sequence by itself. */
  readonly hazards: readonly Hazard[];
}

/** From plain, serial or identity to plain, serial or identity: what goes, what changes in place, what comes. */
function countingStatements(change: AlterColumn, context: ColumnContext): Counting {
  const { from, to } = change;
  const { table, object } = context;
  const [live, wanted] = [columnExtra(from), columnExtra(to)];
  const columnSql = quoteName(to.name);
  const words = describeChange(change);
  const make = (sql: string, hazards: readonly Hazard[] = []) =>
    statement(sql, "alter", object, words, { hazards });
  const alter = (actionSql: string, hazards: readonly Hazard[] = []) =>
    make(alterTable(table, `alter column ${columnSql} ${actionSql}`), hazards);
  const isIdentityKept = live.identity !== undefined && wanted.identity !== undefined;
  const isSerialKept = from.autoIncrement === true && to.autoIncrement === true;
  const { restarts, hazards } = restartOfColumn(change, context);
  const drops: Statement[] = [];
  const sets: Statement[] = [];
  const adds: Statement[] = [];
  if (live.identity !== undefined && !isIdentityKept) drops.push(alter("drop identity"));
  if (from.autoIncrement && !isSerialKept) {
    drops.push(alter("drop default"));
    if (live.sequenceName) drops.push(make(`drop sequence ${quoteQualified(live.sequenceName)}`));
  }
  if (isIdentityKept) {
    const actions = [
      ...(live.identity === wanted.identity ? [] : [`set generated ${wanted.identity}`]),
      ...sequenceSets(from, to),
      ...(restarts ? ["restart"] : []),
    ];
    if (actions.length > 0) sets.push(alter(actions.join(" "), hazards));
  } else if (wanted.identity !== undefined) {
    adds.push(alter(`add generated ${wanted.identity} as identity${sequenceClause(wanted.sequence)}`));
    adds.push(...continueCounting(change, context, undefined));
  }
  if (to.autoIncrement && !isSerialKept) {
    const sequence = { schema: table.schema ?? "", name: madeName(table.name, to.name, "seq") };
    const sequenceSql = quoteQualified(sequence);
    adds.push(
      make(`create sequence ${sequenceSql} as ${to.type} owned by ${quoteQualified(table)}.${columnSql}`),
    );
    adds.push(...continueCounting(change, context, sequenceSql));
    adds.push(alter(`set default nextval(${textLiteral(sequenceSql)})`));
  }
  if (isSerialKept && change.aspects.includes("type") && live.sequenceName) {
    const restartSql = restarts ? " restart" : "";
    sets.push(
      make(`alter sequence ${quoteQualified(live.sequenceName)} as ${to.type}${restartSql}`, hazards),
    );
  }
  return { drops, sets, adds, hazards: sets.length === 0 ? hazards : [] };
}

/** Whether the sequence of a kept serial or identity column must begin anew. */
function restartOfColumn({ from, to }: AlterColumn, { label, counts }: ColumnContext): Restart {
  const [live, wanted] = [columnExtra(from), columnExtra(to)];
  const isIdentityKept = live.identity !== undefined && wanted.identity !== undefined;
  const isSerialKept = from.autoIncrement === true && to.autoIncrement === true;
  if (!live.sequenceName || !(isIdentityKept || isSerialKept)) return { restarts: false, hazards: [] };
  const whole = allOptions(from.type, live.sequence ?? {});
  return restartOf({
    sequence: live.sequenceName,
    words: `column ${to.name} of ${label}`,
    from: whole,
    to: withinType(to.type, isIdentityKept ? identityOptions(from, to).goal : whole),
  }, counts);
}

/** The next number follows the largest that is there. */
function continueCounting(
  { to }: AlterColumn,
  { table, label, counts, object }: ColumnContext,
  sequenceSql: string | undefined,
): Statement[] {
  if (counts.rows(label) === 0n) return [];
  const columnSql = quoteName(to.name);
  const counterSql = sequenceSql === undefined
    ? `pg_get_serial_sequence(${textLiteral(quoteQualified(table))}, ${textLiteral(to.name)})`
    : textLiteral(sequenceSql);
  return [statement(
    `select setval(${counterSql}, coalesce(max(${columnSql}), 0) + 1, false) from ${quoteQualified(table)}`,
    "alter",
    object,
    `Let column ${to.name} of ${label} count on from its largest number`,
  )];
}

/** Options of a kept sequence that become others. */
function sequenceSets(from: Column, to: Column): string[] {
  const { live, goal } = identityOptions(from, to);
  return sequenceWords(changedOptions(live, goal)).map((word) => `set ${word}`);
}

function storageStatements(
  change: AlterColumn,
  table: Table,
  make: (sql: string) => Statement,
): Statement[] {
  return keepingOf(change).map(({ what, word }) =>
    make(alterTable(table, `alter column ${quoteName(change.to.name)} ${storageClause(what, word)}`))
  );
}

/** How the values of a column are kept. */
export interface Keeping {
  readonly what: "storage" | "compression";
  readonly word: string;
}

/**
 * What a change says of how values are kept. A new type, or a new collation, brings the type's own storage and
 * compression with it. What nobody asks for is set again, unless the values are of another sort.
 */
export function keepingOf(change: AlterColumn): readonly Keeping[] {
  const { from, to } = change;
  const [live, wanted] = [columnExtra(from), columnExtra(to)];
  const isReset = changesType(change);
  const usual = { storage: usualStorage(to.type), compression: "default" };
  return (["storage", "compression"] as const).flatMap((what) => {
    const isLeft = wanted[what] === undefined && isReset && usual.storage !== "plain" &&
      isSameSort(from.type, to.type);
    const asked = (isLeft ? live[what] : wanted[what]) ?? "";
    const there = (isReset ? undefined : live[what]) ?? usual[what];
    const word = asked === "default" ? usual[what] : asked; // the server knows `set storage default` since 16 only
    return word === "" || word === there ? [] : [{ what, word }];
  });
}

/** `set storage main`. The words are those of the spec's schema. */
export function storageClause(what: "storage" | "compression", word: string | undefined): string {
  return `set ${what} ${/^\w+$/.test(word ?? "") ? word : "default"}`;
}
