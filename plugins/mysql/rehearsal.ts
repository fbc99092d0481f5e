// Tries tables before anything is done: each that is new or changes is made as a temporary table, which only this
// session sees, so that the server's own refusals (a key too long, a default that does not fit, an unknown function) are
// those of the plan. What temporary tables cannot have is left out: foreign keys, partitions, fulltext and spatial
// indexes, row formats.
import type { Column, Table } from "../../protocol/model.ts";
import type { Driver } from "./driver.ts";
import { isServerError, messageOf, numberOf } from "./errors.ts";
import { quote } from "./literal.ts";
import { indexExtra, tableExtra } from "./model.ts";
import { columnDefinition, createTableSql, type RenderContext } from "./render.ts";

const NAME = "_schemahero_rehearsal";

/** The server's refusal of a table; undefined: it takes it, or may not be asked. */
export async function rehearseTable(
  driver: Driver,
  table: Table,
  context: RenderContext,
): Promise<string | undefined> {
  const { charset, collation, engine } = tableExtra(table);
  const isInMemory = engine === "memory" || engine === "myisam" || engine === "aria";
  const plain: Table = {
    ...table,
    name: NAME,
    foreignKeys: [],
    indexes: table.indexes.filter((index) =>
      !["fulltext", "spatial"].includes(indexExtra(index).method ?? "")
    ),
    extra: { charset, collation, ...(isInMemory && { engine }) },
  };
  const sql = createTemporarySql(plain, context);
  try {
    await driver.run(sql);
    if (!context.quirks.isMariaDb || plain.indexes.length === 0) return undefined;
    // MariaDB makes a key that is too long of less than was asked for, with a warning.
    const warnings = await driver.rows("show warnings");
    return warnings.find(([, number]) => number === "1071")?.[2] ?? undefined;
  } catch (error) {
    if (!isServerError(error)) throw error;
    const message = messageOf(error);
    return /denied/i.test(message) ? undefined : message;
  } finally {
    await forget(driver);
  }
}

/** The server's refusal to make other types of the columns of a table, whatever their values; undefined: it would. */
export async function rehearseTypes(
  driver: Driver,
  table: Table,
  columns: readonly { readonly from: Column; readonly to: Column }[],
  context: RenderContext,
): Promise<string | undefined> {
  const { charset, collation } = tableExtra(table);
  const { primaryKey: _, ...rest } = table;
  const former: Table = {
    ...rest,
    name: NAME,
    columns: columns.map(({ from, to }) => ({ ...from, name: to.name, autoIncrement: false })),
    uniques: [],
    indexes: [],
    foreignKeys: [],
    checks: [],
    extra: { charset, collation },
  };
  const clausesSql = columns.map(({ to }) =>
    `modify column ${columnDefinition({ ...to, autoIncrement: false }, table)}`
  ).join(", ");
  try {
    await driver.run(createTemporarySql(former, context));
    await driver.run(`alter table ${quote(NAME)} ${clausesSql}`);
    return undefined;
  } catch (error) {
    if (!isServerError(error)) throw error;
    return CANNOT_CAST.has(numberOf(error)) ? messageOf(error) : undefined;
  } finally {
    await forget(driver);
  }
}

/** MariaDB's types of its own take only what it can cast. */
const CANNOT_CAST = new Set([4078, 4079]);

async function forget(driver: Driver): Promise<void> {
  await driver.run(`drop temporary table if exists ${quote(NAME)}`).catch(() => {}); // it was never made
}

function createTemporarySql(table: Table, context: RenderContext): string {
  return createTableSql(table, context).replace(/^create table/, "create temporary table");
}
