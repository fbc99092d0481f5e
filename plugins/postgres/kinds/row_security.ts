// Whether a table is subject to row level security, from `rowLevelSecurity:` of Table documents: an object of the table
// that is there while the server has any of it switched on.
import { type CatalogObject, tableKey } from "../catalog.ts";
import { TABLES } from "../inspect_tables.ts";
import type { Kind, KindContext, WantedObject } from "../kind.ts";
import { quoteQualified } from "../model.ts";
import { key, NOTHING, type PlannedStep, statement } from "../steps.ts";
import { keyOfTable, tableLabel, tableOfKey } from "./of_table.ts";

interface Facts {
  readonly enabled: boolean;
  readonly forced: boolean;
}

const KIND = "row security";
const OFF: Facts = { enabled: false, forced: false };
const factsOf = (object: CatalogObject): Facts => object.facts as unknown as Facts; // made below

/** Row level security of tables. */
export const ROW_SECURITY: Kind = {
  kind: KIND,
  inspect: () => [{
    sql: `select n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity
from (select * from pg_class where relrowsecurity or relforcerowsecurity offset 0) c join pg_namespace n on n.oid = c.relnamespace where c.oid = ${TABLES}
order by c.oid`,
    read(rows, catalog) {
      for (const [schema, table, enabled, forced] of rows) {
        catalog.add({
          kind: KIND,
          schema: String(schema),
          name: KIND,
          table: tableKey(String(schema), String(table)),
          facts: { enabled: enabled === true, forced: forced === true },
        });
      }
    },
  }],
  wanted: (_requests, tables) => ({
    owners: [],
    objects: tables.flatMap((table): WantedObject[] => {
      const spec = table.body.rowLevelSecurity;
      if (!spec) return [];
      const facts = { enabled: spec.enabled === true, forced: spec.forced === true };
      return [{
        kind: KIND,
        schema: table.model.schema ?? "",
        name: KIND,
        table: keyOfTable(table),
        facts,
        ...(!facts.enabled && !facts.forced && { isDeleted: true }),
        origin: { spec: table.spec.index, path: ["rowLevelSecurity"] },
      }];
    }),
  }),
  create: (object, context) => steps(object, OFF, factsOf(object), context),
  drop: (object, context) => steps(object, factsOf(object), OFF, context),
  alter: (live, wanted, context) => steps(wanted, factsOf(live), factsOf(wanted), context),
  generateOfTable: ([object]) => {
    if (!object) return {};
    const { enabled, forced } = factsOf(object);
    return { rowLevelSecurity: { enabled, ...(forced && { forced }) } };
  },
};

function steps(object: CatalogObject, from: Facts, to: Facts, { server }: KindContext): PlannedStep[] {
  const table = tableOfKey(object.table);
  const label = tableLabel(object, server);
  const step = (actionSql: "enable" | "disable" | "force" | "no force", words: string): PlannedStep => ({
    ...NOTHING,
    requires: [key.table(table)],
    statements: [statement(
      `alter table ${quoteQualified(table)} ${actionSql} row level security`,
      "alter",
      { kind: "table", ...(table.schema !== undefined && { schema: table.schema }), name: table.name },
      words,
    )],
  });
  return [
    ...(from.enabled === to.enabled ? [] : [
      to.enabled
        ? step("enable", `Enable row level security on ${label}`)
        : step("disable", `Disable row level security on ${label}`),
    ]),
    ...(from.forced === to.forced ? [] : [
      to.forced
        ? step("force", `Subject the owner of ${label} to row level security`)
        : step("no force", `Exempt the owner of ${label} from row level security`),
    ]),
  ];
}
