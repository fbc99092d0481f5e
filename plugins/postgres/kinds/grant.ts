// Privileges, from `grants:` of documents. The unit is one role on one object: a role that a document names gets exactly
// what stands there; a role that it does not name keeps what it has, whoever granted it.
import { quoteName, quoteNames } from "../../kit/quote.ts";
import { type CatalogObject, labelOf, tableKey } from "../catalog.ts";
import type { DraftContext } from "../draft.ts";
import type { Kind, KindContext, WantedObject } from "../kind.ts";
import { nameKey } from "../mentions.ts";
import { keptName, type QualifiedName, quoteQualified } from "../model.ts";
import type { ObjectRequest } from "../requests.ts";
import { key, NOTHING, type PlannedStep, statement } from "../steps.ts";
import { spellingOf } from "../type_names.ts";
import { functionFacts, inputTypes } from "./function_form.ts";
import { wantedFunction } from "./function_spec.ts";
import { type GrantClass, type GrantSpec, privilegesOf } from "./grant_spec.ts";
import { GRANT_KIND, grantsSql } from "./inspect_grants.ts";
import { tableOfKey } from "./of_table.ts";

/** Privileges by name, or by name and column, with whether they may be granted on. */
type Privileges = Readonly<Record<string, boolean>>;

interface Facts {
  readonly on: GrantClass;
  /** A schema's name. All others are named by the key of their owner, which follows them when they are renamed. */
  readonly name?: string;
  /** Types of a routine's parameters. */
  readonly types?: string;
  readonly role: string;
  readonly privileges: Privileges;
  /** What the role has of a new object; of live grants only. */
  readonly initial?: Privileges;
}

const factsOf = (object: CatalogObject): Facts => object.facts as unknown as Facts; // made below

const CLASSES: Readonly<Record<string, GrantClass>> = {
  View: "view",
  Sequence: "sequence",
  Schema: "schema",
  DataType: "type",
  Function: "routine",
};

/** Privileges of roles. */
export const GRANT: Kind = {
  kind: GRANT_KIND,
  scope: ({ spec, schema, name, body }) =>
    body["grants"] === undefined || CLASSES[spec.kind] === undefined
      ? []
      : namesOf(name, body["previousNames"]).map((each) => ({
        kind: GRANT_KIND,
        ...(spec.kind !== "Schema" && { schema }),
        name: each,
      })),
  scopeOfTable: ({ schema, name, body }) =>
    body?.grants === undefined
      ? []
      : namesOf(name, body.previousNames).map((each) => ({ kind: GRANT_KIND, schema, name: each })),
  inspect: (scope) => {
    const hasNames = scope.names.some(({ kind }) => kind === GRANT_KIND);
    if (!hasNames && scope.schemas.length === 0) return [];
    return [{
      sql: grantsSql(scope),
      read(rows, catalog) {
        for (const [on, schema, name, types, role, live, initial] of rows) {
          const what = String(on) as GrantClass; // grantsSql() gives no other
          catalog.add(grantObject(
            {
              on: what,
              ...(what === "schema" && { name: String(name) }),
              ...(types !== null && { types: String(types) }),
              role: String(role),
              privileges: privilegesOfRow(live),
              initial: privilegesOfRow(initial),
            },
            schema === null ? undefined : String(schema),
            String(name),
          ));
        }
      },
    }];
  },
  wanted: (requests, tables, context) => {
    const ofTables = tables.flatMap(({ spec, model, body }) =>
      wantedGrants(body.grants, {
        spec: spec.index,
        on: "table",
        schema: model.schema ?? "",
        name: model.name,
      }, context)
    );
    const others = requests.flatMap((request) => {
      const owner = ownerOf(request, context);
      // The core has checked the list against GRANTS.
      return owner
        ? wantedGrants(request.body["grants"] as readonly GrantSpec[] | undefined, owner, context)
        : [];
    });
    return { owners: [], objects: [...ofTables, ...others] };
  },
  isSame: (live, wanted) => sortedJson(factsOf(live).privileges) === sortedJson(factsOf(wanted).privileges),
  renamedColumns: (object, names) => {
    const entries = Object.entries(factsOf(object).privileges).map(([each, grantable]) => {
      const { privilege, column } = splitPrivilege(each);
      const name = column === undefined ? undefined : names.get(column) ?? column;
      return [name === undefined ? privilege : `${privilege} ${name}`, grantable] as const;
    });
    return { ...object, facts: { ...object.facts, privileges: Object.fromEntries(entries) } };
  },
  create: (object, context) => change(object, initialOf(object), factsOf(object).privileges, context),
  drop: (object, context) => change(object, factsOf(object).privileges, {}, context),
  alter: (live, wanted, context) =>
    change(wanted, factsOf(live).privileges, factsOf(wanted).privileges, context),
  generateOfTable: (grants) => grantsBody(grants),
  generateOfObject: (object, catalog) => {
    const on = Object.values(CLASSES).find((each) => each === object.kind) ??
      (object.kind === "function" ? "routine" : object.kind === "materialized view" ? "view" : undefined);
    return on ? grantsBody(grantsOn(object, on, catalog.objects.values())) : {};
  },
};

/** Grants again what a role may do with columns of a table that are made anew, and still may by what is wanted. */
export function grantColumns(
  live: CatalogObject,
  wanted: CatalogObject,
  columns: ReadonlySet<string>,
  context: KindContext,
): readonly PlannedStep[] {
  const [had, has] = [factsOf(live).privileges, factsOf(wanted).privileges];
  const lost = Object.entries(has).filter(([name]) =>
    had[name] !== undefined && columns.has(splitPrivilege(name).column ?? "")
  );
  return change(wanted, {}, Object.fromEntries(lost), context);
}

/** True when roles have other privileges on an object than on a new one. */
export function hasGrants(object: CatalogObject, on: GrantClass, objects: Iterable<CatalogObject>): boolean {
  return Object.keys(grantsBody(grantsOn(object, on, objects))).length > 0;
}

function grantsOn(object: CatalogObject, on: GrantClass, objects: Iterable<CatalogObject>): CatalogObject[] {
  return [...objects].filter((each) => {
    if (each.kind !== GRANT_KIND || factsOf(each).on !== on) return false;
    return on === "schema"
      ? factsOf(each).name === object.name
      : each.table === tableKey(object.schema, object.name);
  });
}

interface Owner {
  readonly spec: number;
  readonly on: GrantClass;
  readonly schema?: string;
  readonly name: string;
  readonly types?: string;
}

function ownerOf(request: ObjectRequest, context: DraftContext): Owner | undefined {
  const { spec, schema, name, body } = request;
  const on = CLASSES[spec.kind];
  if (on === undefined || body["grants"] === undefined || body["isDeleted"] === true) return undefined;
  if (on === "schema") return { spec: spec.index, on, name };
  if (on !== "routine") return { spec: spec.index, on, schema, name };
  const [wanted] = wantedFunction(request, { ...context, report: () => {} }); // its own kind reports
  return wanted && {
    spec: spec.index,
    on,
    schema,
    name,
    types: inputTypes(functionFacts(wanted).parameters).join(", "),
  };
}

function grantObject(facts: Facts, schema: string | undefined, name: string): CatalogObject {
  const { on, role, types } = facts;
  const what = on === "table" ? "" : on === "schema" ? ` on schema ${name}` : ` on ${on}`;
  return {
    kind: GRANT_KIND,
    ...(schema !== undefined && { schema }),
    name: `to ${role}${what}`,
    // Routines are named with the types of their parameters, as they are in the catalog of objects.
    ...(on !== "schema" && { table: tableKey(schema, types === undefined ? name : `${name}(${types})`) }),
    facts: { ...facts },
  };
}

/** What it is granted on. */
function targetOf(object: CatalogObject): QualifiedName {
  const { on, name = "", types } = factsOf(object);
  if (on === "schema") return { name };
  const owner = tableOfKey(object.table);
  return types === undefined ? owner : { ...owner, name: owner.name.slice(0, -`(${types})`.length) };
}

/** A function's former names may have types in parentheses. */
function namesOf(name: string, previousNames: unknown): string[] {
  const former = Array.isArray(previousNames) ? previousNames.map(String) : [];
  return [name, ...former.flatMap((each) => [each, each.replace(/\(.*\)$/s, "")]).map(keptName)];
}

function wantedGrants(
  specs: readonly GrantSpec[] | undefined,
  owner: Owner,
  { server, report }: DraftContext,
): WantedObject[] {
  const byRole = new Map<string, Record<string, boolean>>();
  (specs ?? []).forEach(({ to, privileges, columns, grantOption }, at) => {
    const error = (code: string, message: string, path: readonly (string | number)[]) =>
      report({ severity: "error", code, message, spec: owner.spec, path: ["grants", at, ...path] });
    if ([to, ...columns ?? []].some((each) => each.includes("\0"))) {
      error("invalid-name", "A name cannot hold a NUL character", []);
    }
    if (columns && owner.on !== "table" && owner.on !== "view") {
      error("contradiction", `A ${owner.on} has no columns`, ["columns"]);
    }
    const known = privilegesOf(owner.on, columns !== undefined, server.version);
    const role = keptName(to);
    const own = byRole.get(role) ?? {};
    byRole.set(role, own);
    privileges.forEach((word, position) => {
      const privilege = word.toLowerCase();
      const all = privilege === "all" || privilege === "all privileges";
      if (!all && !known.includes(privilege)) {
        error(
          "unknown-privilege",
          `There is no privilege ${word} on a ${columns ? "column" : owner.on}: ${known.join(", ")}`,
          ["privileges", position],
        );
      }
      for (const each of all ? known : [privilege]) {
        for (const column of columns ?? [undefined]) {
          const name = column === undefined ? each : `${each} ${keptName(column)}`;
          own[name] = own[name] === true || grantOption === true;
        }
      }
    });
  });
  return [...byRole].map(([role, privileges]): WantedObject => ({
    ...grantObject(
      {
        on: owner.on,
        ...(owner.on === "schema" && { name: owner.name }),
        ...(owner.types !== undefined && { types: owner.types }),
        role,
        privileges,
      },
      owner.schema,
      owner.name,
    ),
    origin: { spec: owner.spec, path: ["grants"] },
  }));
}

/** Everyone may use a new type and call a new routine. */
function initialOf(object: CatalogObject): Privileges {
  const { on, role, initial } = factsOf(object);
  if (initial) return initial;
  if (role !== "public") return {};
  return on === "type" ? { usage: false } : on === "routine" ? { execute: false } : {};
}

function splitPrivilege(name: string): { readonly privilege: string; readonly column?: string } {
  const at = name.indexOf(" ");
  return at < 0 ? { privilege: name } : { privilege: name.slice(0, at), column: name.slice(at + 1) };
}

function sortedJson(privileges: Privileges): string {
  return JSON.stringify(Object.entries(privileges).sort(([a], [b]) => a < b ? -1 : 1));
}

/** GRANT and REVOKE, from one set of privileges to another. */
function change(
  object: CatalogObject,
  from: Privileges,
  to: Privileges,
  context: KindContext,
): PlannedStep[] {
  const names = (test: (name: string) => boolean, of: Privileges) => Object.keys(of).filter(test);
  const revoked = names((name) => to[name] === undefined, from);
  const lessened = names((name) => to[name] === false && from[name] === true, from);
  // Revoking it of the whole table revokes it of its columns, too (PostgreSQL docs, REVOKE, Notes).
  const isLost = (name: string) => {
    const { privilege, column } = splitPrivilege(name);
    return column !== undefined && [...revoked, ...lessened].includes(privilege);
  };
  const granted = names(
    (name) => from[name] === undefined || (to[name] === true && from[name] === false) || isLost(name),
    to,
  );
  return [
    ...step(object, "revoke", revoked, context),
    ...step(object, "revoke grant option for", lessened, context),
    ...step(object, "grant", granted.filter((name) => !to[name]), context),
    ...step(object, "grant", granted.filter((name) => to[name]), context, " with grant option"),
  ];
}

function step(
  object: CatalogObject,
  verb: "grant" | "revoke" | "revoke grant option for",
  names: readonly string[],
  { server, current }: KindContext,
  endSql: "" | " with grant option" = "",
): PlannedStep[] {
  if (names.length === 0) return [];
  const { on, role, types } = factsOf(object);
  const target = targetOf(object);
  const columns = Map.groupBy(names.map(splitPrivilege), ({ privilege }) => privilege);
  const partsSql = [...columns].flatMap(([privilege, each]) => {
    const own = each.flatMap(({ column }) => column ?? []);
    return [
      ...(each.some(({ column }) => column === undefined) ? [privilege] : []),
      ...(own.length > 0 ? [`${privilege} (${quoteNames(own)})`] : []),
    ];
  }).join(", ");
  const wordSql = on === "view" ? "table" : on;
  const onSql = `${wordSql} ${quoteQualified(target)}${types === undefined ? "" : `(${types})`}`;
  const roleSql = role === "public" ? "public" : quoteName(role);
  const label = labelOf(server, target.schema, target.name);
  const isGrant = verb === "grant";
  return [{
    ...NOTHING,
    requires: [
      ...(on === "table"
        ? [
          key.table(target),
          ...names.flatMap((each) => {
            const { column } = splitPrivilege(each);
            return column === undefined ? [] : [key.column(target, column)];
          }),
        ]
        : on === "schema"
        ? [key.schema(target.name)]
        : on === "type"
        ? [key.type(spellingOf(current, target.schema, target.name))]
        : on === "routine"
        ? [nameKey.routine(target)]
        : [nameKey.relation(target)]),
    ],
    statements: [statement(
      `${verb} ${partsSql} on ${onSql} ${isGrant ? "to" : "from"} ${roleSql}${endSql}`,
      "alter",
      {
        kind: on === "routine" ? "function" : on,
        ...(target.schema !== undefined && { schema: target.schema }),
        name: target.name,
      },
      `${isGrant ? "Grant" : "Revoke"} ${partsSql} on ${on} ${label} ${isGrant ? "to" : "from"} ${role}`,
    )],
  }];
}

function privilegesOfRow(json: unknown): Privileges {
  const list = Array.isArray(json) ? json : [];
  const privileges: Record<string, boolean> = {};
  for (const each of list) {
    if (!Array.isArray(each)) continue;
    const [privilege, column, grantable] = each;
    const name = column === null
      ? String(privilege).toLowerCase()
      : `${String(privilege).toLowerCase()} ${column}`;
    privileges[name] = privileges[name] === true || grantable === true;
  }
  return privileges;
}

/** `grants:` for what roles may do beyond what they may do with a new object. */
function grantsBody(grants: readonly CatalogObject[]): Readonly<Record<string, unknown>> {
  const lists = grants.flatMap((object) => {
    const { role, privileges, initial = {} } = factsOf(object);
    if (sortedJson(privileges) === sortedJson(initial)) return [];
    const entries = Object.entries(privileges).map(([name, grantable]) => ({
      ...splitPrivilege(name),
      grantable,
    }));
    const groups = Map.groupBy(
      entries,
      ({ column, grantable }) => JSON.stringify([column ?? null, grantable]),
    );
    const bodies = [...groups.values()].map((group) => ({
      to: role,
      privileges: group.map(({ privilege }) => privilege),
      ...(group[0]?.column !== undefined && { columns: [group[0].column] }),
      ...(group[0]?.grantable && { grantOption: true }),
    }));
    return bodies.length > 0 ? bodies : [{ to: role, privileges: [] }];
  });
  return lists.length === 0 ? {} : { grants: lists };
}
