// Policies of row level security, from `policies:` of Table documents. Their expressions are compared in the server's
// words: a wanted policy is made on a copy of its table.
import { quoteName } from "../../kit/quote.ts";
import type { CatalogObject } from "../catalog.ts";
import { commentSql, TABLES } from "../inspect_tables.ts";
import { withoutParentheses } from "../inspect_rows.ts";
import type { Kind, KindContext, WantedObject } from "../kind.ts";
import { namesIn } from "../mentions.ts";
import { keptName, quoteQualified } from "../model.ts";
import { commentOn } from "../render.ts";
import { key, NOTHING, type PlannedStep, statement } from "../steps.ts";
import { isContained, normalForm } from "../tokens.ts";
import { tableKey } from "../catalog.ts";
import { columnKeysIn, keyOfTable, tableLabel, tableOfKey } from "./of_table.ts";
import type { PolicySpec } from "./policy_spec.ts";

interface Facts {
  readonly as: "permissive" | "restrictive";
  readonly for: string;
  /** In order; `public` alone is everyone. */
  readonly to: readonly string[];
  readonly using?: string;
  readonly withCheck?: string;
}

const factsOf = (object: CatalogObject): Facts => object.facts as unknown as Facts; // made below

const COMMANDS: Readonly<Record<string, string>> = {
  "*": "all",
  r: "select",
  a: "insert",
  w: "update",
  d: "delete",
};

/** Policies. */
export const POLICY: Kind = {
  kind: "policy",
  inspect: (scope) => {
    const oids = scope.oids?.get("pg_policy") ?? [];
    const byOidSql = oids.length > 0 ? ` or p.oid in (${oids.map(Number).join(", ")})` : "";
    return [{
      sql: `select p.oid::int8::text, n.nspname, c.relname, p.polname, p.polpermissive, p.polcmd::text,
case when 0 = any(p.polroles) then '["public"]'::json else (select json_agg(r.rolname order by r.rolname collate "C") from pg_roles r where r.oid = any(p.polroles)) end,
pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), ${
        commentSql("pg_policy", "p.oid")
      }
from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
where p.polrelid = ${TABLES}${byOidSql} order by p.polrelid, p.polname collate "C"`,
      read(rows, catalog) {
        for (
          const [oid, schema, table, name, permissive, command, roles, using, withCheck, comment] of rows
        ) {
          const facts: Facts = {
            as: permissive === true ? "permissive" : "restrictive",
            for: COMMANDS[String(command)] ?? "all",
            to: Array.isArray(roles) ? roles.map(String) : [],
            ...(using !== null && { using: withoutParentheses(String(using)) }),
            ...(withCheck !== null && { withCheck: withoutParentheses(String(withCheck)) }),
          };
          catalog.add({
            kind: "policy",
            schema: String(schema),
            name: String(name),
            table: tableKey(String(schema), String(table)),
            facts: { ...facts },
            oid: Number(oid),
            ...(comment !== null && { comment: String(comment) }),
          });
        }
      },
    }];
  },
  wanted: (_requests, tables, { report }) => {
    const managed = tables.filter(({ body }) => body.policies !== undefined);
    const objects = managed.flatMap((table) => {
      const seen = new Set<string>();
      return (table.body.policies ?? []).map((policy, at): WantedObject => {
        const path = ["policies", at];
        const error = (code: string, message: string, more: readonly string[] = []) =>
          report({ severity: "error", code, message, spec: table.spec.index, path: [...path, ...more] });
        const name = keptName(policy.name);
        if (seen.has(name)) error("duplicate-name", `Policy ${name} stands there twice`);
        seen.add(name);
        if ([policy.name, ...policy.to ?? []].some((each) => each.includes("\0"))) {
          error("invalid-name", "A name cannot hold a NUL character");
        }
        for (const part of ["using", "withCheck"] as const) {
          const sql = policy[part];
          if (sql !== undefined && !isContained(sql)) {
            error("invalid-expression", `Not one complete SQL expression: ${sql}`, [part]);
          }
        }
        return {
          kind: "policy",
          schema: table.model.schema ?? "",
          name,
          table: keyOfTable(table),
          facts: { ...factsOfSpec(policy) },
          ...(policy.comment !== undefined && { comment: policy.comment }),
          ...(policy.previousNames && { previousNames: policy.previousNames.map(keptName) }),
          origin: { spec: table.spec.index, path },
        };
      });
    });
    return { owners: managed.map(keyOfTable), objects };
  },
  isSame: (live, wanted) => {
    const [there, given] = [factsOf(live), factsOf(wanted)];
    return isSameSort(there, given) && isSameSql(there.using, given.using) &&
      isSameSql(there.withCheck, given.withCheck) &&
      JSON.stringify(there.to) === JSON.stringify(given.to) &&
      (wanted.comment ?? live.comment ?? "") === (live.comment ?? "");
  },
  scratch: (object, schemaOf) => {
    const { schema, name } = tableOfKey(object.table);
    return [createSql(object, quoteQualified({ schema: schemaOf(schema ?? ""), name }))];
  },
  create: (object, context) => createSteps(object, context),
  drop: (object, { server, current }) => [{
    ...step(
      object,
      `drop policy ${quoteName(object.name)} on ${tableSql(object)}`,
      "drop",
      `Drop policy ${object.name} of ${tableLabel(object, server)}`,
    ),
    removes: [policyKey(object)],
    releases: [
      ...columnKeysIn(sqlsOf(object), tableOfKey(object.table), current),
      ...namesIn(...sqlsOf(object)).names,
    ],
    mayRelease: namesIn(...sqlsOf(object)).words,
  }],
  alter(live, wanted, context) {
    const [there, given] = [factsOf(live), factsOf(wanted)];
    const loses = (part: "using" | "withCheck") => there[part] !== undefined && given[part] === undefined;
    if (!isSameSort(there, given) || loses("using") || loses("withCheck")) return undefined;
    const parts = [
      ...(JSON.stringify(there.to) === JSON.stringify(given.to) ? [] : [` to ${rolesSql(given.to)}`]),
      ...(isSameSql(there.using, given.using) ? [] : [` using (${given.using})`]),
      ...(isSameSql(there.withCheck, given.withCheck) ? [] : [` with check (${given.withCheck})`]),
    ].join("");
    const label = tableLabel(wanted, context.server);
    const tableName = tableOfKey(wanted.table);
    return [
      ...(parts === "" ? [] : [{
        ...step(
          wanted,
          `alter policy ${quoteName(wanted.name)} on ${tableSql(wanted)}${parts}`,
          "alter",
          `Change policy ${wanted.name} of ${label}`,
        ),
        requires: [
          key.table(tableName),
          ...columnKeysIn(sqlsOf(wanted), tableName, context.current),
          ...namesIn(...sqlsOf(wanted)).names,
        ],
        prefers: namesIn(...sqlsOf(wanted)).words,
        releases: [
          ...columnKeysIn(sqlsOf(live), tableName, context.current),
          ...namesIn(...sqlsOf(live)).names,
        ],
        mayRelease: namesIn(...sqlsOf(live)).words,
      }]),
      ...commentSteps(wanted, live.comment, label),
    ];
  },
  rename: (live, name, { server }) => [{
    ...step(
      { ...live, name },
      `alter policy ${quoteName(live.name)} on ${tableSql(live)} rename to ${quoteName(name)}`,
      "rename",
      `Rename policy ${live.name} of ${tableLabel(live, server)} to ${name}`,
    ),
    removes: [policyKey(live)],
    produces: [policyKey({ ...live, name })],
  }],
  generateOfTable: (policies) =>
    policies.length === 0 ? {} : {
      policies: policies.map((object) => {
        const facts = factsOf(object);
        return {
          name: object.name,
          ...(facts.as !== "permissive" && { as: facts.as }),
          ...(facts.for !== "all" && { for: facts.for }),
          ...(facts.to.join() !== "public" && { to: facts.to }),
          ...(facts.using !== undefined && { using: facts.using }),
          ...(facts.withCheck !== undefined && { withCheck: facts.withCheck }),
          ...(object.comment !== undefined && { comment: object.comment }),
        };
      }),
    },
};

function factsOfSpec(policy: PolicySpec): Facts {
  const roles = [...new Set((policy.to ?? ["public"]).map(keptName))].sort();
  return {
    as: policy.as ?? "permissive",
    for: policy.for ?? "all",
    to: roles.includes("public") ? ["public"] : roles,
    ...(policy.using !== undefined && { using: policy.using }),
    ...(policy.withCheck !== undefined && { withCheck: policy.withCheck }),
  };
}

const isSameSort = (a: Facts, b: Facts) => a.as === b.as && a.for === b.for;

function isSameSql(live: string | undefined, wanted: string | undefined): boolean {
  if (live === undefined || wanted === undefined) return live === wanted;
  return normalForm(live) === normalForm(wanted);
}

function sqlsOf(object: CatalogObject): string[] {
  const { using, withCheck } = factsOf(object);
  return [using, withCheck].filter((each) => each !== undefined);
}

function policyKey({ table, name }: CatalogObject): string {
  return `policy ${table} ${name}`;
}

function tableSql(object: CatalogObject): string {
  return quoteQualified(tableOfKey(object.table));
}

function rolesSql(roles: readonly string[]): string {
  return roles.map((role) => role === "public" ? "public" : quoteName(role)).join(", ");
}

function createSql(object: CatalogObject, onSql: string): string {
  const { as, for: command, to, using, withCheck } = factsOf(object);
  return [
    `create policy ${quoteName(object.name)} on ${onSql}`,
    ...(as === "permissive" ? [] : [`as ${as}`]),
    ...(command === "all" ? [] : [`for ${command}`]),
    ...(to.join() === "public" ? [] : [`to ${rolesSql(to)}`]),
    ...(using === undefined ? [] : [`using (${using})`]),
    ...(withCheck === undefined ? [] : [`with check (${withCheck})`]),
  ].join(" ");
}

function createSteps(object: CatalogObject, { server, current }: KindContext): PlannedStep[] {
  const label = tableLabel(object, server);
  const table = tableOfKey(object.table);
  return [{
    ...step(
      object,
      createSql(object, tableSql(object)),
      "create",
      `Create policy ${object.name} of ${label}`,
    ),
    produces: [policyKey(object)],
    requires: [
      key.table(table),
      ...columnKeysIn(sqlsOf(object), table, current),
      ...namesIn(...sqlsOf(object)).names,
    ],
    prefers: namesIn(...sqlsOf(object)).words,
  }, ...commentSteps(object, undefined, label)];
}

function commentSteps(object: CatalogObject, live: string | undefined, label: string): PlannedStep[] {
  if (object.comment === undefined || object.comment === (live ?? "")) return [];
  const sql = commentOn(`policy ${quoteName(object.name)} on ${tableSql(object)}`, object.comment);
  return [{
    ...step(object, sql, "alter", `Comment on policy ${object.name} of ${label}`),
    requires: [policyKey(object)],
  }];
}

function step(
  { schema, name }: CatalogObject,
  sql: string,
  kind: "create" | "drop" | "alter" | "rename",
  words: string,
): PlannedStep {
  const object = { kind: "policy", ...(schema !== undefined && schema !== "" && { schema }), name };
  return { ...NOTHING, statements: [statement(sql, kind, object, words)] };
}
