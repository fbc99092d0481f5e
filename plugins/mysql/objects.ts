// Views, triggers, routines and events: what is wanted of them, and the statements that make it so. The server keeps
// the texts of programs as they were written; those of views it writes anew, so it is asked how it would.
import type { ObjectName } from "../../protocol/model.ts";
import type { Statement } from "../../protocol/plan.ts";
import { type Catalog, type CatalogObject, objectKey } from "./catalog.ts";
import type { Report } from "./draft.ts";
import type { Driver } from "./driver.ts";
import { quote, textLiteral } from "./literal.ts";
import { createProgramSql, draftProgram, isSameProgram } from "./programs.ts";
import { namesOf } from "./object_renames.ts";
import type { Requests } from "./requests.ts";
import { SQL_MODE } from "./server.ts";
import { statement } from "./steps.ts";
import { reportUnreadable } from "./program_texts.ts";
import { planTriggers } from "./triggers.ts";
import { planViews } from "./views.ts";

/** What is done about objects. */
export interface ObjectPlan {
  /** Statements before the tables change: what goes. */
  readonly before: readonly Statement[];
  /** Statements when the tables are as wanted. */
  readonly after: readonly Statement[];
  /** The objects then. */
  readonly objects: ReadonlyMap<string, CatalogObject>;
  readonly scope: readonly ObjectName[];
}

/** What planning of one kind gives. */
export interface ObjectSteps {
  readonly before: readonly Statement[];
  readonly after: readonly Statement[];
  readonly wanted: readonly CatalogObject[];
  readonly gone: readonly CatalogObject[];
}

/**
 * Plans all that is not a table.
 * @param former what renamed objects are called now, by objectKey
 * @param altered folded names of tables whose columns come, go or are renamed
 * @param isQuiet true when nothing is renamed and no table changes
 */
export async function planObjects(
  requests: Requests,
  current: Catalog,
  former: ReadonlyMap<string, string>,
  after: Catalog,
  altered: ReadonlySet<string>,
  isQuiet: boolean,
  driver: Driver | undefined,
  report: Report,
): Promise<ObjectPlan> {
  const { server } = after;
  const programs = planPrograms(requests, current, former, report);
  const triggers = planTriggers(requests, current, report);
  const views = await planViews(requests, current, { former, altered, driver }, report);
  const made = [...programs.after, ...triggers.after];
  const mode = (sql: string) => `set session sql_mode = ${textLiteral(sql)}`;
  const setMode = (sql: string, change: string) =>
    statement(mode(sql), "other", { kind: "session", name: "sql_mode" }, change);
  const objects = new Map(after.objects);
  for (const { gone, wanted } of [programs, triggers, views]) {
    for (const object of gone) objects.delete(objectKey(server, object.kind, object.name));
    for (const object of wanted) objects.set(objectKey(server, object.kind, object.name), object);
  }
  if (driver) {
    const isSettled = isQuiet && views.before.length === 0;
    const texts = { programs: made, views: views.after, after: { ...after, objects }, isSettled };
    await reportUnreadable(driver, texts, requests, report);
  }
  return {
    before: [...views.before, ...triggers.before, ...programs.before],
    after: [
      ...(made.length === 0 ? [] : [
        setMode(server.sqlMode, "Programs are made under the server's own sql_mode, which they keep"),
        ...made,
        setMode(SQL_MODE, "Back to the sql_mode of the plan"),
      ]),
      ...views.after,
    ],
    objects,
    scope: [
      ...requests.objects.flatMap(({ kind, spec, body }) =>
        [spec.name, ...namesOf(body)].map((name) => ({ kind, name }))
      ),
      ...[...triggers.wanted, ...triggers.gone].map(({ kind, name }) => ({ kind, name })),
    ],
  };
}

/** Functions, procedures and events. */
function planPrograms(
  requests: Requests,
  current: Catalog,
  former: ReadonlyMap<string, string>,
  report: Report,
): ObjectSteps {
  const before: Statement[] = [];
  const after: Statement[] = [];
  const wanted: CatalogObject[] = [];
  const gone: CatalogObject[] = [];
  const { server } = current;
  for (const request of requests.objects) {
    const { kind, spec, body } = request;
    if (kind === "view") continue;
    const live = current.objects.get(objectKey(server, kind, spec.name));
    if (body["isDeleted"] === true) {
      if (!live) continue;
      gone.push(live);
      before.push(dropObject(live));
      continue;
    }
    const object = draftProgram(request, live, server, report);
    if (!object) continue;
    wanted.push(object);
    const isGone = kind !== "event" && former.has(objectKey(server, kind, spec.name));
    if (live && !isGone && isSameProgram(live, object)) continue;
    const definition = { kind, name: spec.name };
    if (live && !isGone && server.quirks.isMariaDb) {
      after.push(
        statement(createProgramSql(object, true), "alter", definition, `Replace ${kind} ${spec.name}`),
      );
      continue;
    }
    if (live && !isGone) before.push(dropObject(live));
    after.push(
      statement(createProgramSql(object, false), "create", definition, `Create ${kind} ${spec.name}`),
    );
  }
  return { before, after, wanted, gone };
}

/** Drops an object that is not a table. */
export function dropObject({ kind, name }: CatalogObject): Statement {
  return statement(`drop ${kind} ${quote(name)}`, "drop", { kind, name }, `Drop ${kind} ${name}`);
}
