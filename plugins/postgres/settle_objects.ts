// Puts the texts of wanted objects into the server's words before they are compared: when one differs from what is live,
// all that are new or differ are made in scratch schemas, beside copies of the tables that the plan changes, and read
// back by the same inspector.
import { PluginError } from "../../protocol/errors.ts";
import { type Catalog, type CatalogObject, labelOf, objectKey, tableKey } from "./catalog.ts";
import type { DesiredTable, Report } from "./draft.ts";
import type { Driver } from "./driver.ts";
import type { Wanted, WantedObject } from "./kind.ts";
import { EXTENSION, extensionStatements } from "./kinds/extension.ts";
import { TYPE_KIND } from "./kinds/type_form.ts";
import { isSameObject } from "./object_plan.ts";
import type { PlannedRenames } from "./renames.ts";
import { ScratchSchemas } from "./scratch.ts";
import { makeObjects, readObjects, type ScratchObject } from "./scratch_objects.ts";
import { elementOf, movedMembers, spelledIn, spellingOf } from "./type_names.ts";
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

interface OpenObject extends ScratchObject<WantedObject> {
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
    const refusals = await makeObjects(scratch, open, {
      tables: scratchTables(open, desired, current, basis, renames),
      extensions: basis.extensions,
    });
    for (const { object, isCompared } of open) {
      const refusal = refusals.get(object);
      if (refusal === undefined || !isCompared) continue; // what is not there yet: the plan will tell
      report({
        severity: "error",
        code: "refused-by-postgres",
        message: `PostgreSQL refuses ${object.kind} ${object.name}: ${refusal.message}`,
        spec: object.origin.spec,
        path: object.origin.path,
      });
    }
    const settled = await readObjects(scratch, open);
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
export function scratchTables(
  open: readonly ScratchObject[],
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
