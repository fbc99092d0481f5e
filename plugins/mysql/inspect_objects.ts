// Reads views, triggers, routines and events, with one query for each kind; a body with quotes takes one more.
import type { CatalogObject } from "./catalog.ts";
import type { CellText, Driver } from "./driver.ts";
import { foldCollation } from "./charsets.ts";
import type { ServerFacts } from "./server.ts";
import { withShownBodies } from "./shown_bodies.ts";
import { normalType } from "./types.ts";
import { viewText } from "./view_text.ts";

type Row = readonly CellText[];

/** All objects that are not tables. */
export async function inspectObjects(
  driver: Driver,
  server: ServerFacts,
  columnsOf: (table: string) => readonly string[],
): Promise<CatalogObject[]> {
  const { isMariaDb } = server.quirks;
  const views = await driver.rows(
    `select table_name, view_definition, check_option, definer, security_type, ${
      isMariaDb ? "algorithm" : "null"
    } from information_schema.views where table_schema = database()`,
  );
  const triggers = await driver.rows(
    "select trigger_name, event_object_table, action_timing, event_manipulation, action_statement, action_order, definer from information_schema.triggers where trigger_schema = database() order by event_object_table, action_timing, event_manipulation, action_order",
  );
  const routines = await driver.rows(
    "select routine_name, routine_type, routine_definition, is_deterministic, sql_data_access, security_type, routine_comment, definer, dtd_identifier, character_set_name, collation_name, specific_name from information_schema.routines where routine_schema = database()",
  );
  const parameters = routines.length === 0 ? [] : await driver.rows(
    "select specific_name, routine_type, parameter_mode, parameter_name, dtd_identifier, character_set_name, collation_name from information_schema.parameters where specific_schema = database() and ordinal_position > 0 order by specific_name, ordinal_position",
  );
  const events = await driver.rows(
    "select event_name, event_definition, event_type, execute_at, interval_value, interval_field, starts, ends, status, on_completion, event_comment, definer, time_zone from information_schema.events where event_schema = database()",
  );
  const programs = [
    ...triggers.map(triggerOf),
    ...routines.map((row) => routineOf(row, parameters, server)),
    ...events.map(eventOf),
  ];
  return [
    ...views.map((row) => viewOf(row, server, columnsOf)),
    ...await withShownBodies(driver, programs),
  ];
}

function viewOf(
  [name, definition, check, definer, security, algorithm]: Row,
  server: ServerFacts,
  columnsOf: (table: string) => readonly string[],
): CatalogObject {
  return {
    kind: "view",
    name: name ?? "",
    facts: {
      columns: columnsOf(name ?? ""),
      query: viewText(definition ?? "", server.database),
      checkOption: (check ?? "NONE").toLowerCase(),
      security: (security ?? "DEFINER").toLowerCase(),
      definer,
      ...(algorithm !== null && algorithm !== undefined && { algorithm: algorithm.toLowerCase() }),
    },
  };
}

function triggerOf([name, table, timing, event, body, order, definer]: Row): CatalogObject {
  return {
    kind: "trigger",
    name: name ?? "",
    table: table ?? "",
    facts: {
      table,
      timing: (timing ?? "").toLowerCase(),
      event: (event ?? "").toLowerCase(),
      body: bodyOf(body),
      order: Number(order ?? 1),
      definer,
    },
  };
}

function routineOf(row: Row, parameters: readonly Row[], { charsets }: ServerFacts): CatalogObject {
  const [
    name,
    type,
    body,
    deterministic,
    access,
    security,
    comment,
    definer,
    returns,
    ,
    collation,
    id,
  ] = row;
  const kind = type === "FUNCTION" ? "function" : "procedure";
  const typed = (sql: CellText | undefined, order: CellText | undefined) => ({
    type: typeOf(sql ?? "", order),
    // What the database's own character set is goes without saying.
    ...(order !== null && order !== undefined && order !== "" && !isJson(sql ?? "", order) &&
      foldCollation(order) !== charsets.database.collation && { collation: foldCollation(order) }),
  });
  return {
    kind,
    name: name ?? "",
    facts: {
      params: parameters.filter((each) => each[0] === id && each[1] === type).map((each) => ({
        name: each[3] ?? "",
        ...typed(each[4], each[6]),
        ...(kind === "procedure" && { mode: (each[2] ?? "IN").toLowerCase() }),
      })),
      ...(kind === "function" && { returns: typed(returns, collation) }),
      body: bodyOf(body),
      deterministic: deterministic === "YES",
      dataAccess: (access ?? "").toLowerCase(),
      security: (security ?? "").toLowerCase(),
      comment: comment ?? "",
      definer,
    },
  };
}

/** Where several statements arrive at once, MySQL keeps the semicolon behind a body. */
function bodyOf(text: CellText | undefined): string {
  return (text ?? "").trim().replace(/;$/, "").trim();
}

/** What MariaDB makes of json. */
function isJson(type: string, collation: CellText | undefined): boolean {
  return type === "longtext" && collation === "utf8mb4_bin";
}

function typeOf(sql: string, collation: CellText | undefined): string {
  if (isJson(sql, collation)) return "json";
  try {
    return normalType(sql);
  } catch {
    return sql; // a type that no document can say: planning it again tells
  }
}

function eventOf(row: Row): CatalogObject {
  const [name, body, type, at, value, field, starts, ends, status, completion, comment, definer, zone] = row;
  return {
    kind: "event",
    name: name ?? "",
    facts: {
      body: bodyOf(body),
      ...(type === "ONE TIME" ? { at } : { every: `${value} ${(field ?? "").toLowerCase()}`, starts, ends }),
      status: status === "ENABLED" ? "enabled" : "disabled",
      preserve: completion === "PRESERVE",
      comment: comment ?? "",
      definer,
      zone,
    },
  };
}
