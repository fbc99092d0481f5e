// Puts wanted tables into the server's own words where they are compared with what is there: what a spec leaves as it
// is is taken over, an expression that plainly says what the live one says takes its text, and the others are asked of
// the server in one temporary table for each table.
import type { Column, Index, Table } from "../../protocol/model.ts";
import type { Catalog } from "./catalog.ts";
import type { DesiredTable, Report } from "./draft.ts";
import { fold } from "./draft.ts";
import type { Driver } from "./driver.ts";
import { columnExtra, indexExtra, tableExtra, withExtra } from "./model.ts";
import { samePartitions } from "./partitions.ts";
import { normaliseTable } from "./normalise.ts";
import { isPlainlySame } from "./plainly_same.ts";
import { normalForm } from "./tokens.ts";
import { isSpatial } from "./types.ts";

/** The wanted tables in the words of the server. */
export async function settleTables(
  drafts: readonly DesiredTable[],
  current: Catalog,
  driver: Driver | undefined,
  report: Report,
): Promise<readonly DesiredTable[]> {
  const settled: DesiredTable[] = [];
  for (const draft of drafts) {
    const live = current.tables.get(current.server.foldTable(draft.model.name))?.model;
    if (!live) {
      settled.push(draft);
      continue;
    }
    if (isPlainlySame(draft.model, live)) {
      settled.push({ ...draft, model: live });
      continue;
    }
    const inherited = inherit(draft.model, live, draft.chosenNames);
    const first = adopt(inherited, live);
    if (first.isSettled || !driver) {
      settled.push({ ...draft, model: first.model });
      continue;
    }
    const asked = await normaliseTable(driver, first.model, current.server, (message) =>
      report({
        severity: "error",
        code: "refused-by-server",
        message: `${
          current.server.quirks.isMariaDb ? "MariaDB" : "MySQL"
        } refuses table ${draft.model.name}: ${message}`,
        spec: draft.spec.index,
        path: [],
      }));
    settled.push({ ...draft, model: adopt(asked, live).model });
  }
  return settled;
}

/** Takes over what the spec leaves as it is. */
function inherit(wanted: Table, live: Table, chosen: ReadonlySet<string>): Table {
  const columns = new Map(live.columns.map((column) => [fold(column.name), column]));
  const indexes = new Map(live.indexes.map((index) => [fold(index.name), index]));
  const [want, have] = [tableExtra(wanted), tableExtra(live)];
  return {
    ...wanted,
    // Where tables are told apart whatever their case, the live spelling stays.
    name: live.name,
    ...(wanted.comment === undefined && live.comment !== undefined && { comment: live.comment }),
    columns: wanted.columns.map((column) => inheritColumn(column, columns.get(fold(column.name)))),
    indexes: adoptImplied(wanted, live, chosen).map((index) =>
      inheritIndex(index, indexes.get(fold(index.name)))
    ),
    extra: {
      ...want,
      engine: want.engine ?? have.engine,
      rowFormat: want.rowFormat ?? have.rowFormat,
      keyBlockSize: want.keyBlockSize ?? have.keyBlockSize,
      partitions: samePartitions(want.partitions, have.partitions) ? have.partitions : want.partitions,
      autoIncrement: want.autoIncrement ?? have.autoIncrement,
    },
  };
}

function inheritColumn(column: Column, live: Column | undefined): Column {
  if (!live) return column;
  const [want, have] = [columnExtra(column), columnExtra(live)];
  return {
    ...column,
    name: live.name,
    ...(column.comment === undefined && live.comment !== undefined && { comment: live.comment }),
    ...withExtra({ ...want, srid: want.srid ?? (isSpatial(column.type) ? have.srid : undefined) }),
  };
}

function inheritIndex(index: Index, live: Index | undefined): Index {
  if (!live) return index;
  const [want, have] = [indexExtra(index), indexExtra(live)];
  // Columns that are too long together make a unique index of MariaDB's a hash.
  const isHash = index.unique && live.unique && want.method === undefined && have.method === "hash";
  return {
    ...index,
    name: live.name,
    ...withExtra({
      ...want,
      ...(isHash && { method: "hash" }),
      comment: want.comment ?? have.comment,
    }),
  };
}

/**
 * The index that the server made for a foreign key of another name will do as well, when nothing else is wanted of it.
 */
function adoptImplied(wanted: Table, live: Table, chosen: ReadonlySet<string>): Index[] {
  const columnsOf = (index: Index) =>
    indexExtra(index).method === undefined && index.parts.every((part) => !part.extra && !part.descending)
      ? JSON.stringify(index.parts.map((part) => fold(part.column ?? "")))
      : "";
  const asked = new Set(
    wanted.indexes.filter((index) => !indexExtra(index).isImplied).map((index) => fold(index.name)),
  );
  const served = (columns: string) =>
    wanted.foreignKeys.flatMap((key) =>
      JSON.stringify(key.columns.map(fold)) === columns ? [fold(key.name ?? "")] : []
    );
  return wanted.indexes.map((index) => {
    if (!indexExtra(index).isImplied) return index;
    // Of several keys of the same columns, the index may bear the name of any.
    const twin = live.indexes.find((each) =>
      columnsOf(each) === columnsOf(index) && served(columnsOf(index)).includes(fold(each.name))
    );
    if (twin) return { ...index, name: twin.name };
    if (chosen.has(fold(index.name))) return index;
    if (live.foreignKeys.some((key) => fold(key.name ?? "") === fold(index.name))) return index;
    const found = live.indexes.find((each) =>
      !asked.has(fold(each.name)) && !each.unique && columnsOf(each) === columnsOf(index)
    );
    return found ? { ...index, name: found.name } : index;
  });
}

/** Takes over the live texts of expressions that say the same. Unsettled: one is left that may say the same. */
function adopt(wanted: Table, live: Table): { readonly model: Table; readonly isSettled: boolean } {
  let isSettled = true;
  const columns = new Map(live.columns.map((column) => [fold(column.name), column]));
  const checks = new Map(live.checks.map((check) => [normalForm(check.expression), check.expression]));
  const indexes = new Map(live.indexes.map((index) => [fold(index.name), index]));
  const text = (sql: string, liveSql: string | undefined) => {
    if (liveSql === undefined) return sql;
    if (normalForm(sql) === normalForm(liveSql)) return liveSql;
    isSettled = false;
    return sql;
  };
  const model: Table = {
    ...wanted,
    columns: wanted.columns.map((column) => {
      const there = columns.get(fold(column.name));
      const { generated, default: value } = column;
      return {
        ...column,
        ...(generated && {
          generated: { ...generated, expression: text(generated.expression, there?.generated?.expression) },
        }),
        // A literal is in its normal form already.
        ...(value?.startsWith("(") && there?.default !== undefined &&
          { default: text(value, there.default) }),
      };
    }),
    checks: wanted.checks.map((check) => {
      const same = checks.get(normalForm(check.expression));
      if (same !== undefined) return { ...check, expression: same };
      if (checks.size > 0) isSettled = false;
      return check;
    }),
    indexes: wanted.indexes.map((index) => {
      const there = indexes.get(fold(index.name));
      return {
        ...index,
        parts: index.parts.map((part, at) =>
          part.expression === undefined
            ? part
            : { ...part, expression: text(part.expression, there?.parts[at]?.expression) }
        ),
      };
    }),
  };
  return { model, isSettled };
}
