// Plans every object that is not a table: pairs what is wanted with what is there, kind by kind.
import { canonicalJson } from "../kit/digest.ts";
import type { Catalog, CatalogObject } from "./catalog.ts";
import { objectKey, tableKey } from "./catalog.ts";
import type { Report } from "./draft.ts";
import type { Kind, KindContext, WantedObject } from "./kind.ts";
import type { PlannedStep } from "./steps.ts";

/** What a kind's objects come to. */
export interface ObjectSteps {
  /** By the keys of the objects. */
  readonly steps: ReadonlyMap<string, readonly PlannedStep[]>;
  /** Keys of live objects that are dropped, or dropped and made anew. */
  readonly dropped: ReadonlySet<string>;
  /** Keys that renamed objects have, by those that they had. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Objects as they will be, by key; undefined: gone. */
  readonly after: ReadonlyMap<string, CatalogObject | undefined>;
  /** What objects that belong to renamed ones (triggers to views) have as their `table`, by what they had. */
  readonly newOwners: ReadonlyMap<string, string>;
}

/** Plans one kind. `owners`: keys of tables all of whose objects of this kind are described. */
export function planKind(
  kind: Kind,
  wanted: readonly WantedObject[],
  owners: readonly string[],
  current: Catalog,
  context: KindContext,
  report: Report,
): ObjectSteps {
  const steps = new Map<string, PlannedStep[]>();
  const put = (key: string, made: readonly PlannedStep[]) =>
    void steps.set(key, [...steps.get(key) ?? [], ...made]);
  const dropped = new Set<string>();
  const newOwners = new Map<string, string>();
  const renamedKeys = new Map<string, string>();
  const after = new Map<string, CatalogObject | undefined>();
  const named = new Set(wanted.map((each) => objectKey(each)));
  const drop = (live: CatalogObject) => {
    put(objectKey(live), kind.drop(live, context));
    dropped.add(objectKey(live));
    if (!after.has(objectKey(live))) after.set(objectKey(live), undefined);
  };
  const add = (made: readonly PlannedStep[], object: WantedObject) =>
    put(objectKey(object), made.map((step) => ({ ...step, origin: object.origin })));
  for (const object of wanted) {
    const key = objectKey(object);
    let live = current.objects.get(key);
    if (object.isDeleted) {
      live ??= formerOf(object, current, named); // a view that turns materialized under another name
      if (live) drop(live);
      continue;
    }
    if (!live) {
      const former = formerOf(object, current, named);
      const renamed = former && renameSteps(kind, former, object, context);
      if (former && renamed) {
        add(renamed, object);
        newOwners.set(tableKey(former.schema, former.name), tableKey(object.schema, object.name));
        after.set(objectKey(former), undefined);
        dropped.add(objectKey(former));
        renamedKeys.set(objectKey(former), key);
        live = { ...former, name: object.name };
      } else if (former) {
        drop(former);
        add(kind.create(withKept(kind, object, former), context), object);
        after.set(key, object);
        continue;
      }
    }
    after.set(key, object);
    if (!live) {
      add(kind.create(object, context), object);
      continue;
    }
    if (isSameObject(kind, live, object)) {
      after.set(key, live);
      continue;
    }
    if (isRefused(kind, live, object, context, report)) continue;
    const altered = kind.alter?.(live, object, context);
    if (altered) add(altered, object);
    else {
      drop(live);
      add(kind.create(withKept(kind, object, live), context), object);
    }
  }
  for (const object of ofOwners(kind, owners, current)) {
    if (!named.has(objectKey(object)) && !after.has(objectKey(object))) drop(object);
  }
  return { steps, dropped, renamed: renamedKeys, after, newOwners };
}

/** Reports a change that the server cannot make. */
function isRefused(
  kind: Kind,
  live: CatalogObject,
  wanted: WantedObject,
  context: KindContext,
  report: Report,
): boolean {
  const refusal = kind.refusal?.(live, wanted, context);
  const { spec, path } = wanted.origin;
  if (refusal) report({ severity: "error", code: "refused-by-postgres", ...refusal, spec, path });
  return refusal !== undefined;
}

/** The steps that give an object its new name; undefined when it must be made anew, for that or for other changes. */
function renameSteps(
  kind: Kind,
  former: CatalogObject,
  wanted: WantedObject,
  context: KindContext,
): readonly PlannedStep[] | undefined {
  const moved = { ...former, name: wanted.name };
  const canStay = isSameObject(kind, moved, wanted) || kind.alter?.(moved, wanted, context) !== undefined;
  return canStay ? kind.rename?.(former, wanted.name, context) : undefined;
}

/** The object that bears a former name which no document claims. */
function formerOf(
  object: WantedObject,
  current: Catalog,
  named: ReadonlySet<string>,
): CatalogObject | undefined {
  return object.previousNames?.map((name) => current.objects.get(objectKey({ ...object, name })))
    .find((each) => each !== undefined && !named.has(objectKey(each)));
}

/** Live objects of a kind that belong to some tables. */
function ofOwners(kind: Kind, owners: readonly string[], current: Catalog): readonly CatalogObject[] {
  const owned = new Set(owners);
  return [...current.objects.values()].filter((object) =>
    object.kind === kind.kind && object.table !== undefined && owned.has(object.table)
  );
}

/** The catalog with the objects that belong to renamed ones under their new keys. */
export function withNewOwners(catalog: Catalog, newOwners: ReadonlyMap<string, string>): Catalog {
  if (newOwners.size === 0) return catalog;
  const objects = [...catalog.objects.values()].map((object) => {
    const table = newOwners.get(object.table ?? "");
    const moved = table === undefined ? object : { ...object, table };
    return [objectKey(moved), moved] as const;
  });
  return { ...catalog, objects: new Map(objects) };
}

/** An object that is made anew keeps what its document does not speak of: its comment first of all. */
export function withKept(kind: Kind, wanted: CatalogObject, live: CatalogObject): CatalogObject {
  const comment = wanted.comment ?? live.comment;
  const kept = kind.kept?.(wanted, live) ?? wanted;
  return comment === undefined ? kept : { ...kept, comment };
}

/** True when nothing is to be done about a live object. */
export function isSameObject(kind: Kind, live: CatalogObject, wanted: WantedObject): boolean {
  if (kind.isSame) return kind.isSame(live, wanted);
  return canonicalJson(live.facts) === canonicalJson(wanted.facts) &&
    (wanted.comment === undefined || wanted.comment === (live.comment ?? ""));
}
