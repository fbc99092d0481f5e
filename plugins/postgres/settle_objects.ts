// Puts the texts of wanted objects into the server's words before they are compared: when one differs from what is live,
// all that are new or differ are made in scratch schemas, beside copies of the tables that the plan changes, and read
// back by the same inspector.
import { PluginError } from "../../protocol/errors.ts";
import { type Catalog, type CatalogObject, labelOf, objectKey, tableKey } from "./catalog.ts";
import type { DesiredTable, Report } from "./draft.ts";
import type { Driver } from "./driver.ts";
import type { Kind, Wanted, WantedObject } from "./kind.ts";
import { EXTENSION, extensionStatements } from "./kinds/extension.ts";
import { withoutKeys } from "./normalise.ts";
import { TYPE_KIND } from "./kinds/type_form.ts";
import { tableExtra, withExtra } from "./model.ts";
import { isSameObject } from "./object_plan.ts";
import type { PlannedRenames } from "./renames.ts";
import { createTable } from "./render.ts";
import { ScratchSchemas } from "./scratch.ts";
import { byMention, inScratch, scratchNames } from "./scratch_names.ts";
import { elementOf, mapTexts, movedMembers, spelledIn, spellingOf } from "./type_names.ts";
import type { Table } from "../../protocol/model.ts";

/** What must be there in a scratch transaction before tables and objects are made in it. */
export interface ScratchBasis {
  readonly statements: readonly string[];
  /** Spellings of types that are new or not what they were. */
  readonly freshTypes: ReadonlySet<string>;
  /** Statements that make each new extension: only when something cannot be made without, for they may take long. */
  readonly extensions: readonly (readonly string[])[];
}

/** Finds the wanted objects that others may be made of, and that are not there yet, or not so. */
export function scratchBasis(wanted: readonly Wanted[], current: Catalog): ScratchBasis {
  const statements: string[] = [];
  const freshTypes = new Set<string>();
  current.server.kinds.forEach((kind, at) => {
    for (const object of wanted[at]?.objects ?? []) {
      if (!kind.prepare || object.isDeleted) continue;
      const live = current.objects.get(objectKey(object));
      if (live && isSameObject(kind, live, object)) continue;
      statements.push(...kind.prepare(live ?? formerOf(object, current), object));
      if (kind.kind === TYPE_KIND) freshTypes.add(spellingOf(current, object.schema, object.name));
      const moved = kind === EXTENSION ? movedMembers(current, object) : undefined;
      for (const each of moved?.names ?? []) freshTypes.add(spelledIn(moved?.to ?? "", each));
    }
  });
  const extensions = wanted.flatMap(({ objects }) => objects).filter((object) =>
    object.kind === EXTENSION.kind && !object.isDeleted && !current.objects.has(objectKey(object))
  ).map((object) => extensionStatements(object));
  return { statements, freshTypes, extensions };
}

function formerOf(object: WantedObject, current: Catalog): CatalogObject | undefined {
  return object.previousNames?.map((name) => current.objects.get(objectKey({ ...object, name }))).find(
    Boolean,
  );
}

interface OpenObject {
  readonly kind: Kind;
  readonly object: WantedObject;
  /** True when there is a live one to compare it with. */
  readonly isCompared: boolean;
}

/** The wanted objects with the facts that the server gives them, in the order of the kinds. */
export async function settleObjects(
  wanted: readonly Wanted[],
  desired: readonly DesiredTable[],
  current: Catalog,
  driver: Driver | undefined,
  report: Report,
  basis: ScratchBasis,
  renames: Pick<PlannedRenames, "tables" | "columns">,
): Promise<readonly Wanted[]> {
  const open = current.server.kinds.flatMap((kind, at) =>
    (wanted[at]?.objects ?? []).flatMap((object): OpenObject[] => {
      if (!kind.scratch || object.isDeleted) return [];
      const live = current.objects.get(objectKey(object)) ??
        object.previousNames?.map((name) => current.objects.get(objectKey({ ...object, name }))).find(
          Boolean,
        );
      if (live && isSameObject(kind, live, object)) return [];
      return [{ kind, object, isCompared: live !== undefined }];
    })
  );
  if (!driver || !open.some(({ isCompared }) => isCompared)) return wanted;
  const scratch = new ScratchSchemas(driver, current.server, basis.statements);
  try {
    const settled = await make(
      scratch,
      open,
      scratchTables(open, desired, current, basis, renames),
      current.server.searchPath,
      report,
      basis.extensions,
    );
    return wanted.map(({ objects, owners }) => ({
      owners,
      objects: objects.map((object) => settled.get(object) ?? object),
    }));
  } catch (error) {
    const sqlstate = error instanceof PluginError ? error.details.sqlstate : undefined;
    if (sqlstate !== "42501" && sqlstate !== "25006") throw error;
    report({
      severity: "warning",
      code: "not-normalised",
      message: "Definitions are compared as text, because the server refuses a scratch schema",
      hint: `Grant it: grant create on database ${current.server.database} to ${current.server.user}`,
    });
    return wanted;
  } finally {
    await scratch.close();
  }
}

/** Copies of tables: those that the plan makes or changes, and those that the objects belong to. */
function scratchTables(
  open: readonly OpenObject[],
  desired: readonly DesiredTable[],
  current: Catalog,
  { freshTypes }: ScratchBasis,
  renames: Pick<PlannedRenames, "tables" | "columns">,
): Table[] {
  const tables = new Map<string, Table>();
  for (const { model } of desired) {
    const key = tableKey(model.schema, model.name);
    const live = current.tables.get(key)?.model;
    const shape = (table: Table) => JSON.stringify(table.columns.map(({ name, type }) => [name, type]));
    const isFresh = model.columns.some(({ type }) => freshTypes.has(elementOf(type)));
    const label = labelOf(current.server, model.schema, model.name);
    const isRenamed = renames.tables.has(label) || renames.columns.has(label);
    if (!live || isFresh || isRenamed || shape(live) !== shape(model)) tables.set(key, model);
  }
  for (const { object: { table } } of open) {
    const model = table === undefined || tables.has(table)
      ? undefined
      : desired.find((each) => tableKey(each.model.schema, each.model.name) === table)?.model ??
        current.tables.get(table)?.model;
    if (table !== undefined && model) tables.set(table, model);
  }
  return [...tables.values()];
}

async function make(
  scratch: ScratchSchemas,
  open: readonly OpenObject[],
  tables: readonly Table[],
  searchPath: readonly string[],
  report: Report,
  extensions: readonly (readonly string[])[],
): Promise<ReadonlyMap<WantedObject, WantedObject>> {
  const schemas = [
    ...tables.map(({ schema }) => schema ?? ""),
    ...open.map(({ object }) => object.schema ?? ""),
  ];
  await scratch.begin(new Set(schemas.filter((name) => name !== "")), true);
  for (const table of tables) {
    // Views may count on a primary key: group by.
    const { primaryKey } = table;
    const { partitionBy } = tableExtra(table);
    const copy = {
      ...withoutKeys(table),
      ...(primaryKey && { primaryKey }),
      ...withExtra({ partitionBy }),
      checks: [],
      indexes: [],
    };
    await scratch.attempt([createTable({ ...copy, schema: scratch.nameFor(table.schema) })]);
  }
  const schemaOf = (schema: string) => scratch.nameFor(schema);
  const statementsOf = ({ kind, object }: OpenObject) => kind.scratch?.(object, schemaOf) ?? [];
  const names = scratchNames(tables, open.map(({ object }) => object));
  let waiting = [...byMention(open, (each) => statementsOf(each).join("; "))];
  let refusals = new Map<WantedObject, string>();
  const unmade = [...extensions];
  // An object may need another that comes later: tried again as long as any can be made.
  for (let made = true; made && waiting.length > 0;) {
    made = false;
    const left: OpenObject[] = [];
    refusals = new Map();
    for (const each of waiting) {
      const refusal = await scratch.attempt(
        statementsOf(each).map((sql) => inScratch(sql, names, schemaOf, searchPath)),
      );
      if (refusal === undefined) made = true;
      else {
        left.push(each);
        refusals.set(each.object, refusal);
      }
    }
    waiting = left;
    if (!made && waiting.length > 0 && unmade.length > 0) {
      for (const each of unmade.splice(0)) made = await scratch.attempt(each) === undefined || made;
    }
  }
  for (const each of waiting) {
    // Perhaps another of that name was meant: an overload that is there already, or one that takes rows of a live view.
    const refusal = await scratch.attempt(statementsOf(each)) &&
      await scratch.attemptOutside(statementsOf(each));
    if (refusal === undefined) waiting = waiting.filter((other) => other !== each);
  }
  for (const { object, isCompared } of waiting) {
    if (!isCompared) continue; // it is not there yet: the plan will tell
    report({
      severity: "error",
      code: "refused-by-postgres",
      message: `PostgreSQL refuses ${object.kind} ${object.name}: ${refusals.get(object)}`,
      spec: object.origin.spec,
      path: object.origin.path,
    });
  }
  return takeBack(scratch, open, await scratch.read());
}

/** The objects with the facts that were read. */
function takeBack(
  scratch: ScratchSchemas,
  open: readonly OpenObject[],
  catalog: Catalog,
): ReadonlyMap<WantedObject, WantedObject> {
  const read = new Map<string, CatalogObject>();
  for (const object of catalog.objects.values()) {
    const schema = scratch.realSchema(object.schema);
    const real: CatalogObject = {
      ...object,
      ...(schema !== undefined && { schema }),
      name: scratch.realNames(object.name),
      ...(object.table !== undefined &&
        { table: scratch.realNames(object.table).replace(/^([^".][^.]*)\./, '"$1".') }),
      facts: mapTexts(object.facts, (text) => scratch.realNames(text)) as CatalogObject["facts"], // a map stays one
    };
    read.set(objectKey(real), real);
  }
  return new Map(open.flatMap(({ kind, object }) => {
    const found = read.get(objectKey({ ...object, kind: kind.scratchKind ?? object.kind }));
    return found ? [[object, { ...object, facts: kind.settled?.(object, found) ?? found.facts }]] : [];
  }));
}
