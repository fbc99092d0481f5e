// The statements about triggers, and what they need.
import { quoteName, quoteNames } from "../../kit/quote.ts";
import type { CatalogObject } from "../catalog.ts";
import type { KindContext } from "../kind.ts";
import { textLiteral } from "../literal.ts";
import { nameKey, routinesIn } from "../mentions.ts";
import { quoteQualified } from "../model.ts";
import { commentOn } from "../render.ts";
import type { ServerFacts } from "../server.ts";
import { NOTHING, type PlannedStep, statement } from "../steps.ts";
import { tokenize } from "../tokens.ts";
import type { TriggerFacts } from "./trigger_spec.ts";

/** The facts of a trigger. */
export function triggerFactsOf(object: CatalogObject): TriggerFacts {
  return object.facts as unknown as TriggerFacts; // only kinds/trigger.ts makes these objects
}

/** The name of the trigger's table or view. */
export function tableName({ table = "" }: CatalogObject): string {
  return tokenize(table).at(-1)?.value ?? "";
}

/** The table or view as SQL. */
export function quoteOwner(object: CatalogObject): string {
  return quoteQualified({ schema: object.schema ?? "", name: tableName(object) });
}

/** What people call the trigger's table or view. */
export function ownerLabel(object: CatalogObject, server: ServerFacts): string {
  const name = tableName(object);
  return object.schema === undefined || object.schema === server.defaultSchema
    ? name
    : `${object.schema}.${name}`;
}

/** How statements name what the trigger belongs to. */
export function nameOf(object: CatalogObject): { kind: string; schema?: string; name: string } {
  const { schema } = object;
  return {
    kind: "trigger",
    ...(schema !== undefined && schema !== "" && { schema }),
    name: tableName(object),
  };
}

/** The key by which steps find the trigger. */
export function triggerKey({ table = "", name }: CatalogObject): string {
  return `trigger ${table} ${quoteName(name)}`;
}

/** What a trigger needs: its function, its table or view, and the columns that it names. */
function neededKeys(object: CatalogObject): string[] {
  const { columns, condition = "", function: name, schema } = triggerFactsOf(object);
  const words = tokenize(condition).flatMap(({ kind, value }) =>
    kind === "word" || kind === "name" ? [value] : []
  );
  const table = object.table ?? "";
  const owner = { ...(object.schema !== undefined && { schema: object.schema }), name: tableName(object) };
  return [
    nameKey.routine({ ...(schema !== undefined && { schema }), name }),
    nameKey.relation(owner),
    nameKey.shape(owner),
    `table ${table}`,
    ...[...columns, ...words].map((column) => `column ${table}.${quoteName(column)}`),
    ...routinesIn(condition),
  ];
}

/** CREATE TRIGGER on the trigger's table, or on another. */
export function createSql(
  object: CatalogObject,
  head: "create" | "create or replace",
  tableSql = quoteOwner(object),
): string {
  const facts = triggerFactsOf(object);
  const ofSql = facts.columns.length > 0 ? ` of ${quoteNames(facts.columns)}` : "";
  const eventsSql = facts.events.map((event) => event === "update" ? `update${ofSql}` : event).join(" or ");
  const tables = [
    ...(facts.oldTable === undefined ? [] : [`old table as ${quoteName(facts.oldTable)}`]),
    ...(facts.newTable === undefined ? [] : [`new table as ${quoteName(facts.newTable)}`]),
  ];
  const functionSql = quoteQualified({ schema: facts.schema ?? "", name: facts.function });
  return [
    `${head} ${facts.isConstraint ? "constraint " : ""}trigger ${quoteName(object.name)}`,
    `${facts.timing} ${eventsSql} on ${tableSql}`,
    ...(facts.from ? [`from ${quoteQualified(facts.from)}`] : []),
    ...(facts.deferrable === undefined ? [] : [`deferrable ${facts.deferrable}`]),
    ...(tables.length > 0 ? [`referencing ${tables.join(" ")}`] : []),
    `for each ${facts.forEach}`,
    ...(facts.condition === undefined ? [] : [`when (${facts.condition})`]),
    `execute function ${functionSql}(${facts.arguments.map((each) => textLiteral(each)).join(", ")})`,
  ].join(" ");
}

/** Makes or replaces a trigger, with its state and comment. */
export function createSteps(
  object: CatalogObject,
  { server }: KindContext,
  kind: "create" | "alter",
): PlannedStep[] {
  const { enabled = "origin" } = triggerFactsOf(object);
  const words = `${kind === "create" ? "Create" : "Change"} trigger ${object.name} of ${
    ownerLabel(object, server)
  }`;
  const sql = createSql(object, kind === "create" ? "create" : "create or replace");
  return [
    {
      ...NOTHING,
      produces: [triggerKey(object)],
      requires: neededKeys(object),
      statements: [statement(sql, kind, nameOf(object), words)],
    },
    ...(enabled === "origin" ? [] : [stateStep(object, enabled, server)]),
    ...(object.comment === undefined ? [] : [commentStep(object, server)]),
  ];
}

/** Drops a trigger. */
export function dropStep(object: CatalogObject, server: ServerFacts): PlannedStep {
  return {
    ...NOTHING,
    removes: [triggerKey(object)],
    releases: neededKeys(object),
    statements: [statement(
      `drop trigger ${quoteName(object.name)} on ${quoteOwner(object)}`,
      "drop",
      nameOf(object),
      `Drop trigger ${object.name} of ${ownerLabel(object, server)}`,
    )],
  };
}

/** Says in which sessions a trigger runs. */
export function stateStep(object: CatalogObject, state: string, server: ServerFacts): PlannedStep {
  const verbSql =
    { origin: "enable", always: "enable always", replica: "enable replica", disabled: "disable" }[state];
  return {
    ...NOTHING,
    requires: [triggerKey(object)],
    statements: [statement(
      `alter table ${quoteOwner(object)} ${verbSql ?? "enable"} trigger ${quoteName(object.name)}`,
      "alter",
      nameOf(object),
      `Let trigger ${object.name} of ${ownerLabel(object, server)} be ${
        state === "disabled" ? state : `enabled: ${state}`
      }`,
    )],
  };
}

/** Comments on a trigger. */
export function commentStep(object: CatalogObject, server: ServerFacts): PlannedStep {
  const targetSql = `trigger ${quoteName(object.name)} on ${quoteOwner(object)}`;
  return {
    ...NOTHING,
    requires: [triggerKey(object)],
    statements: [statement(
      commentOn(targetSql, object.comment ?? ""),
      "alter",
      nameOf(object),
      `Comment on trigger ${object.name} of ${ownerLabel(object, server)}`,
    )],
  };
}
