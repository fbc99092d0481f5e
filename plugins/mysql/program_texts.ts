// Asks the server to read programs and views before anything is done: it prepares the statement that would make each,
// which reads the whole text and does nothing. MySQL then says that it cannot run such a statement in this way (error
// 1295): it could read it. What a body means (tables, columns, routines that it names) neither server looks at before the
// body runs.
import type { Statement } from "../../protocol/plan.ts";
import { type Catalog, objectKey } from "./catalog.ts";
import { fold, type Report } from "./draft.ts";
import type { Driver } from "./driver.ts";
import { isServerError, messageOf, numberOf } from "./errors.ts";
import { textLiteral } from "./literal.ts";
import type { Requests } from "./requests.ts";
import { SQL_MODE } from "./server.ts";

const NO_SUCH_TABLE = 1146;
const NO_SUCH_COLUMN = 1054;

/** What is wrong with a text by itself, whatever else is in the database. */
const OF_THE_TEXT = new Set([
  1064, // syntax
  1193, // neither a variable of the body nor one of the server
  ...[1303, 1308, 1309, 1310, 1313, 1314, 1319, 1320, 1322, 1323, 1324, 1325, 1327], // labels, returns, cursors
  ...[1330, 1331, 1332, 1333, 1335, 1336, 1337, 1338], // declarations, statements that a body may not have
  ...[1362, 1363, 1407, 1413, 1414, 1415, 1422], // rows of triggers, handlers, results, commits
]);

/** What is to be read. */
export interface Texts {
  /** Functions, procedures, events and triggers: read under the sql_mode in which they are made. */
  readonly programs: readonly Statement[];
  readonly views: readonly Statement[];
  /** The database when the tables are as wanted, with the objects. */
  readonly after: Catalog;
  /** True when the plan changes no table and no view goes: what a view lacks now it will lack then. */
  readonly isSettled: boolean;
}

/** Reports texts that the server cannot read. */
export async function reportUnreadable(
  driver: Driver,
  { programs, views, after, isSettled }: Texts,
  requests: Requests,
  report: Report,
): Promise<void> {
  if (programs.length + views.length === 0) return;
  const complain = (made: Statement, error: unknown) => {
    report({
      severity: "error",
      code: "refused-by-server",
      message: `${
        after.server.quirks.isMariaDb ? "MariaDB" : "MySQL"
      } refuses ${made.object.kind} ${made.object.name}: ${messageOf(error)}`,
      ...placeOf(made, requests),
    });
  };
  const modeSql = (mode: string) => `set session sql_mode = ${textLiteral(mode)}`;
  const read = async (made: Statement) => {
    await driver.run(`set @schemahero_text = ${textLiteral(made.sql)}`);
    try {
      await driver.run("prepare schemahero_text from @schemahero_text");
      await driver.run("deallocate prepare schemahero_text");
    } catch (error) {
      if (!isServerError(error)) throw error;
      const isCertain = OF_THE_TEXT.has(numberOf(error)) ||
        (made.object.kind === "view" && isMissing(error, after, isSettled));
      if (isCertain) complain(made, error);
    }
  };
  const { sqlMode } = after.server;
  const hasOwnMode = programs.length > 0 && sqlMode !== SQL_MODE;
  if (hasOwnMode) await driver.run(modeSql(sqlMode));
  try {
    for (const made of programs) await read(made);
  } finally {
    if (hasOwnMode) await driver.run(modeSql(SQL_MODE));
  }
  for (const made of views) await read(made);
  await driver.run("set @schemahero_text = null");
}

/** True when a view lacks something that the plan does not make. */
function isMissing(error: unknown, after: Catalog, isSettled: boolean): boolean {
  if (numberOf(error) === NO_SUCH_COLUMN) return isSettled;
  if (numberOf(error) !== NO_SUCH_TABLE) return false;
  const [, database, name = ""] = /'([^.']+)\.(.+)' doesn't exist/.exec(messageOf(error)) ?? [];
  const { server, tables, objects } = after;
  return database === server.database && !tables.has(server.foldTable(name)) &&
    !objects.has(objectKey(server, "view", name));
}

/** Where the text stands. */
function placeOf(
  { object: { kind, name } }: Statement,
  { tables, objects }: Requests,
): { readonly spec?: number; readonly path: readonly (string | number)[] } {
  if (kind !== "trigger") {
    const request = objects.find((each) => each.kind === kind && each.spec.name === name);
    const path = kind === "view" ? "query" : kind === "event" ? "body" : "as";
    return { ...(request && { spec: request.spec.index }), path: [path] };
  }
  for (const { spec, body } of tables) {
    const at = (body?.triggers ?? []).findIndex((trigger) => fold(trigger.name) === fold(name));
    if (at >= 0) return { spec: spec.index, path: ["triggers", at, "body"] };
  }
  return { path: [] };
}
