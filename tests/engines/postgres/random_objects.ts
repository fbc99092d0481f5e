// Additions beside tables to a random PostgreSQL world: schemas, extensions, types, sequences, functions, views, grants.
import type { Dice } from "../random/dice.ts";
import { COMMENTS } from "./random_parts.ts";
import type { ChangeKind } from "./random_tables.ts";
import { shownBy } from "./random_uses.ts";
import {
  type Column,
  type CustomType,
  freshName,
  type Grant,
  type InSchema,
  type Output,
  outputName,
  plainColumns,
  rootOf,
  type Routine,
  type Scalar,
  type Sequence,
  type Table,
  type Trigger,
  type View,
  type World,
  worldName,
} from "./random_world.ts";

export const LABELS = ["sad", "it's fine", "Happy", "x,y", "", "é", "(7)"];
const ROLES = ["pg_monitor", "pg_read_all_stats", "pg_signal_backend"];
/** Extensions with versions that every server since 13 has. */
const EXTENSIONS: readonly (readonly [name: string, versions: readonly string[]])[] = [
  ["citext", ["1.4", "1.5", "1.6"]],
  ["btree_gist", ["1.2", "1.3", "1.5"]],
  ["pg_trgm", ["1.3", "1.4", "1.5"]],
  ["hstore", ["1.4", "1.6", "1.7"]],
];

/** Versions of an extension, the oldest first. */
export function versionsOf(extension: string): readonly string[] {
  return EXTENSIONS.find(([name]) => name === extension)?.[1] ?? [];
}

function placed(dice: Dice, world: World, stem: string): InSchema {
  return {
    schema: dice.pick(world.schemas),
    name: worldName(dice, world, stem),
    previousNames: [],
    ...(dice.chance(0.1) && { comment: dice.pick(COMMENTS) }),
  };
}

export function pickOne<T>(dice: Dice, things: readonly T[]): T | undefined {
  return things.length === 0 ? undefined : dice.pick(things);
}

function enumType(dice: Dice, world: World): CustomType {
  const values = LABELS.filter(() => dice.chance(0.5)).map((value) => ({ value }));
  if (values.length === 0) values.push({ value: "sad" });
  return { ...placed(dice, world, "e "), family: "enum", values, base: "", checks: [], fields: [] };
}

function domainType(dice: Dice, world: World): CustomType {
  const isText = dice.chance(0.5);
  return {
    ...placed(dice, world, "d "),
    family: "domain",
    values: [],
    base: isText ? dice.pick(["text", "varchar(30)"]) : dice.pick(["integer", "numeric(10,2)"]),
    checks: dice.chance(0.6) ? [domainCheck(dice, isText)] : [],
    fields: [],
    ...(dice.chance(0.3) && { default: isText ? "x" : 1 }),
  };
}

export function domainCheck(dice: Dice, isText: boolean): CustomType["checks"][number] {
  const expression = isText
    ? dice.pick(["length(value) < 100", "value <> 'never'"])
    : dice.pick(["value > -1000", "value <> 99"]);
  return { expression, ...(dice.chance(0.5) && { name: dice.pick(["fits", "is fine"]) }) };
}

function compositeType(dice: Dice, world: World): CustomType {
  const fields = ["x", "y y", "Z"].slice(0, 1 + dice.below(3)).map((name) => ({
    name,
    previousNames: [],
    type: dice.pick(["integer", "text", "numeric(8,2)", "text[]"]),
  }));
  return { ...placed(dice, world, "ct "), family: "composite", values: [], base: "", checks: [], fields };
}

function randomSequence(dice: Dice, world: World): Sequence {
  return { ...placed(dice, world, "s "), options: sequenceOptions(dice) };
}

export function sequenceOptions(dice: Dice): Record<string, Scalar> {
  return {
    ...(dice.chance(0.3) && { start: dice.pick([1, 100]) }),
    ...(dice.chance(0.3) && { increment: dice.pick([1, 5]) }),
    ...(dice.chance(0.2) && { cache: 10 }),
    ...(dice.chance(0.2) && { maximum: 1_000_000 }),
    ...(dice.chance(0.2) && { cycle: true }),
    ...(dice.chance(0.2) && { type: dice.pick(["integer", "bigint"]) }),
  };
}

function scalarRoutine(dice: Dice, world: World): Routine {
  const type = dice.pick(["integer", "text"]);
  const reads = dice.chance(0.2)
    ? pickOne(dice, world.tables.filter(({ isFrozen }) => !isFrozen))
    : undefined;
  return {
    ...placed(dice, world, "f "),
    form: "scalar",
    lang: dice.pick(["sql", "plpgsql"]),
    params: [{ name: dice.pick(["v", "Odd p"]), type, ...(dice.chance(0.2) && { default: "null" }) }],
    result: type,
    body: dice.below(3),
    ...(reads && { reads }),
    attributes: {
      volatility: reads ? "stable" : dice.pick(["immutable", "immutable", "stable"]),
      ...randomAttributes(dice),
    },
  };
}

export function randomAttributes(dice: Dice): Record<string, unknown> {
  return {
    ...(dice.chance(0.15) && { security: "definer" }),
    ...(dice.chance(0.15) && { parallel: dice.pick(["safe", "restricted"]) }),
    ...(dice.chance(0.15) && { cost: dice.pick([1, 12.5, 1000]) }),
    ...(dice.chance(0.1) && { leakproof: true }),
  };
}

function otherRoutine(dice: Dice, world: World, form: "trigger" | "table" | "procedure"): Routine {
  const reads = form === "table" && dice.chance(0.6) ? pickOne(dice, world.tables) : undefined;
  return {
    ...placed(dice, world, { trigger: "tf ", table: "rf ", procedure: "pr " }[form]),
    form,
    lang: form === "table" ? "sql" : "plpgsql",
    params: form === "trigger"
      ? []
      : [{ name: "n", type: "integer", ...(dice.chance(0.4) && { default: "7" }) }],
    result: form === "trigger" ? "trigger" : 'table(n2 integer, "The t" text)',
    body: dice.below(2),
    ...(reads && { reads }),
    attributes: {
      ...(form === "table" && dice.chance(0.3) && { rows: 5 }),
      ...(dice.chance(0.15) && { set: { search_path: "pg_catalog, public", work_mem: "4MB" } }),
      ...(dice.chance(0.15) && { security: "definer" }),
    },
  };
}

/** A trigger function, made when there is none. */
function triggerRoutine(dice: Dice, world: World): Routine {
  const there = world.routines.filter(({ form }) => form === "trigger");
  const [first] = there;
  if (first && dice.chance(0.7)) return dice.pick(there);
  const made = otherRoutine(dice, world, "trigger");
  world.routines.push(made);
  return made;
}

export function randomTrigger(dice: Dice, table: Table, world: World): Trigger {
  const taken = (table.triggers ?? []).flatMap(({ name, previousNames }) => [name, ...previousNames]);
  const isConstraint = dice.chance(0.2);
  const events = dice.some(["insert", "update", "delete"], 3);
  const [column] = plainColumns(table);
  const isOf = events.includes("update") && column && dice.chance(0.4);
  const forEachRow = isConstraint || dice.chance(0.6);
  return {
    name: freshName(dice, taken, "tr "),
    previousNames: [],
    timing: isConstraint ? "after" : dice.pick(["before", "after"] as const),
    events,
    columns: isOf ? [dice.pick(plainColumns(table))] : [],
    forEachRow,
    routine: triggerRoutine(dice, world),
    ...(isConstraint && { isConstraint, ...(dice.chance(0.5) && { deferrable: "initially deferred" }) }),
    ...(dice.chance(0.3) && forEachRow && { condition: "1 < 2" }),
    ...(dice.chance(0.2) && { enabled: dice.pick(["origin", "always", "replica", "disabled"]) }),
    ...(dice.chance(0.2) && { arguments: ["a", "it's"] }),
    ...(dice.chance(0.1) && { comment: dice.pick(COMMENTS) }),
  };
}

export function randomOutputs(dice: Dice, base: Table | View, world: World): Output[] {
  const outputs: Output[] = [];
  for (const of of dice.some(shownBy(base), 3)) {
    const name = "of" in of ? outputName(of) : of.name;
    const isNamed = outputs.some((each) => outputName(each) === name) || dice.chance(0.25);
    const { type } = rootOf({ of });
    const hasPlainType = !("of" in of) && "sql" in type;
    const call = hasPlainType && dice.chance(0.4)
      ? world.routines.find(({ form, params, reads }) =>
        form === "scalar" && params.length === 1 && params[0]?.type === type.sql && reads !== base
      )
      : undefined;
    outputs.push({
      of,
      ...((isNamed || call) && { alias: freshName(dice, outputs.map(outputName), "o ") }),
      ...(call && { call }),
    });
  }
  return outputs;
}

function randomView(dice: Dice, world: World, isMaterialized: boolean): View | undefined {
  const base = pickOne(dice, [...world.tables, ...world.views, ...world.views]);
  if (!base) return undefined;
  if (isMaterialized && isEmpty(base)) return undefined;
  const outputs = randomOutputs(dice, base, world);
  return {
    ...placed(dice, world, isMaterialized ? "m " : "v "),
    base,
    outputs,
    isMaterialized,
    hasNames: dice.chance(0.15),
    ...(dice.chance(0.3) && { where: dice.pick(["is not null", "is null"] as const) }),
    ...(isMaterialized && dice.chance(0.5) && { indexes: [] }),
    ...(isMaterialized && dice.chance(0.2) && { withNoData: true }),
    ...(isMaterialized && dice.chance(0.2) && { with: { fillfactor: 70 } }),
  };
}

/** True when what a view would read has not been filled, so that PostgreSQL refuses to read it. */
export function isEmpty(base: Table | View): boolean {
  return "outputs" in base && (base.withNoData === true || isEmpty(base.base));
}

function randomGrants(dice: Dice, privileges: readonly string[], columns: readonly Column[]): Grant[] {
  return dice.some(ROLES, 2).map((to): Grant => ({
    to,
    privileges: dice.some(privileges, 3),
    ...(dice.chance(0.2) && { grantOption: true }),
    ...(columns.length > 0 && dice.chance(0.3) &&
      { privileges: dice.some(["select", "update", "insert"], 2), columns: dice.some(columns, 2) }),
  }));
}

/** What privileges there are on, and which. */
function grantable(
  dice: Dice,
  world: World,
): readonly [InSchema, readonly string[], readonly Column[]] | undefined {
  const found = pickOne(dice, [
    ...world.tables,
    ...world.views,
    ...world.sequences,
    ...world.routines,
    ...world.types,
  ]);
  if (!found) return undefined;
  if ("columns" in found) return [found, ["select", "insert", "update", "delete", "trigger"], found.columns];
  if ("outputs" in found) return [found, ["select"], []];
  if ("form" in found) return [found, ["execute"], []];
  return "family" in found ? [found, ["usage"], []] : [found, ["usage", "select"], []];
}

function addViewIndex(dice: Dice, world: World, unique: boolean): boolean {
  const view = world.views.find(({ isMaterialized, indexes }) => isMaterialized && indexes);
  const output = view?.outputs.find(({ of }) =>
    ["integer", "text", "number", "time"].includes(rootOf({ of }).type.family)
  );
  if (!view || !output) return false;
  const name = worldName(dice, world, "mi ");
  view.indexes?.push({ name, output, unique, descending: dice.chance(0.3) });
  return true;
}

/** Additions. */
export const OBJECT_ADDITIONS: readonly ChangeKind[] = [
  ["describe schema", (dice, world) => {
    const name = pickOne(dice, world.schemas.filter((each) => each !== "public"));
    if (name === undefined || world.schemaDocs.some((doc) => doc.name === name)) return false;
    world.schemaDocs.push({
      name,
      ...(dice.chance(0.6) && { comment: dice.pick(COMMENTS) }),
      ...(dice.chance(0.6) && { grants: randomGrants(dice, ["usage", "create"], []) }),
    });
  }],
  ["add extension", (dice, world) => {
    if (world.extensions.length > 0 || dice.chance(0.5)) return false;
    const [name, versions] = dice.pick(EXTENSIONS);
    world.extensions.push({
      name,
      schema: dice.chance(0.3) ? dice.pick(world.schemas) : "public",
      ...(dice.chance(0.6) && { version: dice.pick(versions) }),
    });
  }],
  ["add enum", (dice, world) => void world.types.push(enumType(dice, world))],
  ["add domain", (dice, world) => void world.types.push(domainType(dice, world))],
  ["add composite type", (dice, world) => void world.types.push(compositeType(dice, world))],
  ["add sequence", (dice, world) => void world.sequences.push(randomSequence(dice, world))],
  ["add function", (dice, world) => void world.routines.push(scalarRoutine(dice, world))],
  [
    "add function that returns a table",
    (dice, world) => void world.routines.push(otherRoutine(dice, world, "table")),
  ],
  ["add procedure", (dice, world) => void world.routines.push(otherRoutine(dice, world, "procedure"))],
  ["add overload", (dice, world) => {
    const found = pickOne(dice, world.routines.filter(({ form }) => form === "scalar"));
    if (!found) return false;
    const { name, schema } = found;
    const params = [{ name: "a", type: "boolean" }, { name: "b", type: "integer" }].slice(
      0,
      1 + dice.below(2),
    );
    const isThere = world.routines.some((each) =>
      each.name === name &&
      each.params.map(({ type }) => type).join() === params.map(({ type }) => type).join()
    );
    if (isThere || found.previousNames.length > 0) return false;
    world.routines.push({
      schema,
      name,
      previousNames: [],
      form: "scalar",
      lang: "sql",
      params,
      result: "boolean",
      body: 0,
      attributes: {},
    });
  }],
  ["add view", (dice, world) => {
    const view = randomView(dice, world, false);
    if (!view) return false;
    world.views.push(view);
  }],
  ["add materialized view", (dice, world) => {
    const view = randomView(dice, world, true);
    if (!view) return false;
    world.views.push(view);
  }],
  ["add index of a materialized view", (dice, world) => addViewIndex(dice, world, false)],
  ["add unique index of a materialized view", (dice, world) => addViewIndex(dice, world, true)],
  ["add trigger", (dice, world) => {
    const table = pickOne(dice, world.tables.filter(({ triggers }) => triggers));
    if (!table) return false;
    table.triggers?.push(randomTrigger(dice, table, world));
  }],
  ["add trigger of a view", (dice, world) => {
    const view = pickOne(dice, world.views.filter(({ isMaterialized }) => !isMaterialized));
    if (!view) return false;
    view.triggers ??= [];
    const taken = view.triggers.flatMap(({ name, previousNames }) => [name, ...previousNames]);
    view.triggers.push({
      name: freshName(dice, taken, "vt "),
      previousNames: [],
      timing: "instead of",
      events: dice.some(["insert", "update", "delete"], 2),
      columns: [],
      forEachRow: true,
      routine: triggerRoutine(dice, world),
    });
  }],
  ["grant", (dice, world) => {
    const found = grantable(dice, world);
    if (!found || found[0].grants) return false;
    const [object, privileges, columns] = found;
    object.grants = randomGrants(dice, privileges, columns);
  }],
  ["comment on object", (dice, world) => {
    const found = pickOne(dice, [
      ...world.types,
      ...world.sequences,
      ...world.routines,
      ...world.views,
      ...world.tables.flatMap(({ indexes, checks, uniques }) => [...indexes, ...checks, ...uniques]),
    ]);
    if (!found) return false;
    found.comment = found.comment === undefined ? dice.pick(COMMENTS) : "";
  }],
];
