// Changes to everything beside tables in a random PostgreSQL world.
import type { Dice } from "../random/dice.ts";
import {
  domainCheck,
  isEmpty,
  LABELS,
  pickOne,
  randomAttributes,
  randomOutputs,
  randomTrigger,
  sequenceOptions,
  versionsOf,
} from "./random_objects.ts";
import { COMMENTS } from "./random_parts.ts";
import type { ChangeKind } from "./random_tables.ts";
import { callersOf, countersOf, isTypeUsed, releaseView } from "./random_uses.ts";
import {
  type Column,
  type Extension,
  freshName,
  type InSchema,
  plainColumns,
  type Routine,
  type World,
  worldName,
} from "./random_world.ts";

/** Changes that take away or alter. */
export const OBJECT_CHANGES: readonly ChangeKind[] = [
  ["drop extension", (_dice, world) => {
    const [extension] = world.extensions;
    if (!extension || isExtensionUsed(extension, world)) return false;
    world.extensions = [];
  }],
  ["update extension", (_dice, world) => {
    const [extension] = world.extensions;
    const versions = versionsOf(extension?.name ?? "");
    const next = versions[versions.indexOf(extension?.version ?? "none") + 1];
    if (extension?.version === undefined || next === undefined) return false;
    extension.version = next;
  }],
  ["move extension", (dice, world) => {
    const [extension] = world.extensions;
    if (!extension || isExtensionUsed(extension, world) || extension.name === "btree_gist") return false;
    const schema = pickOne(dice, world.schemas.filter((each) => each !== extension.schema));
    if (schema === undefined) return false;
    extension.schema = schema;
  }],
  ["add enum value", (dice, world) => {
    const type = pickOne(dice, world.types.filter(({ family }) => family === "enum"));
    const taken = type?.values.flatMap(({ value, previousNames = [] }) => [value, ...previousNames]) ?? [];
    const value = pickOne(dice, [...LABELS, "new one"].filter((each) => !taken.includes(each)));
    if (!type || value === undefined) return false;
    type.values.splice(dice.below(type.values.length + 1), 0, { value });
  }],
  ["rename enum value", (dice, world) => {
    const type = pickOne(dice, world.types.filter(({ family }) => family === "enum"));
    const value = type?.values.find(({ previousNames }) => !previousNames);
    if (!type || !value || type.values.some((each) => each.value === "other")) return false;
    value.previousNames = [value.value];
    const isNamed = (column: Column) => column.type === type && column.default === value.value;
    world.tables.flatMap(({ columns }) => columns.filter(isNamed)).forEach((column) =>
      column.default = "other"
    );
    value.value = "other";
  }],
  ["drop enum value", (dice, world) => {
    const type = pickOne(
      dice,
      world.types.filter(({ family, values }) => family === "enum" && values.length > 1),
    );
    const gone = type?.values.pop();
    if (!type || !gone) return false;
    const isNamed = (column: Column) => column.type === type && column.default === gone.value;
    world.tables.flatMap(({ columns }) => columns.filter(isNamed)).forEach((column) => {
      delete column.default;
      column.notNull = false;
    });
  }],
  ["change domain's default", (dice, world) => {
    const type = pickOne(dice, world.types.filter(({ family }) => family === "domain"));
    if (!type) return false;
    if (type.default !== undefined) delete type.default;
    else type.default = /text|char/.test(type.base) ? "y" : 2;
  }],
  ["change domain's checks", (dice, world) => {
    const type = pickOne(dice, world.types.filter(({ family }) => family === "domain"));
    if (!type) return false;
    const check = domainCheck(dice, /text|char/.test(type.base));
    // A check that stays keeps the name that nobody writes any more.
    const same = type.checks.find(({ expression }) => expression === check.expression);
    const kept = same?.name === undefined ? check : { name: same.name, ...check };
    type.checks = type.checks.length > 0 && dice.chance(0.5) ? [] : [kept];
  }],
  ["change domain's base", (dice, world) => {
    const type = pickOne(
      dice,
      world.types.filter(({ family, checks }) => family === "domain" && checks.length === 0),
    );
    if (!type) return false;
    const isText = /text|char/.test(type.base);
    type.base = isText ? dice.pick(["text", "varchar(35)"]) : dice.pick(["bigint", "numeric(12,2)"]);
  }],
  ["change domain's not null", (dice, world) => {
    const type = pickOne(dice, world.types.filter(({ family }) => family === "domain"));
    if (!type) return false;
    if (type.notNull) delete type.notNull;
    else type.notNull = true;
  }],
  ["change composite type", (dice, world) => {
    const type = pickOne(dice, world.types.filter(({ family }) => family === "composite"));
    const [first] = type?.fields ?? [];
    if (!type || !first) return false;
    if (dice.chance(0.4)) {
      const name = freshName(dice, type.fields.flatMap((each) => [each.name, ...each.previousNames]), "fld ");
      type.fields.push({ name, previousNames: [], type: "date" });
    } else if (first.previousNames.length === 0 && dice.chance(0.6)) {
      first.previousNames = [first.name];
      first.name = `${first.name} renamed`;
    } else if (type.fields.length > 1) type.fields.pop();
    else first.comment = dice.pick([...COMMENTS, ""]);
  }],
  ["rename type", (dice, world) => renameOne(dice, world, world.types, "rt ")],
  ["drop type", (dice, world) => {
    const type = pickOne(dice, world.types.filter((each) => !isTypeUsed(each, world)));
    if (!type) return false;
    world.types = world.types.filter((each) => each !== type);
  }],
  ["change sequence", (dice, world) => {
    const sequence = pickOne(dice, world.sequences);
    if (!sequence) return false;
    const { type } = sequence.options;
    sequence.options = { ...sequenceOptions(dice), ...(type !== undefined && { type }) };
  }],
  ["change owner of sequence", (dice, world) => {
    const sequence = pickOne(dice, world.sequences);
    if (!sequence) return false;
    const table = pickOne(dice, world.tables.filter(({ schema }) => schema === sequence.schema));
    const column = table && pickOne(
      dice,
      plainColumns(table).filter(({ identity, type }) =>
        !identity && !("sql" in type && /serial/.test(type.sql))
      ),
    );
    if (sequence.owner !== undefined) sequence.owner = "none";
    else if (table && column) sequence.owner = { table, column };
    else return false;
  }],
  ["rename sequence", (dice, world) => renameOne(dice, world, world.sequences, "rs ")],
  ["drop sequence", (dice, world) => {
    const sequence = pickOne(dice, world.sequences.filter((each) => countersOf(each, world).length === 0));
    if (!sequence) return false;
    world.sequences = world.sequences.filter((each) => each !== sequence);
  }],
  ["change function's body", (dice, world) => {
    const routine = pickOne(dice, world.routines);
    if (!routine) return false;
    routine.body = (routine.body + 1) % 3;
  }],
  ["change function's attributes", (dice, world) => {
    const routine = pickOne(dice, world.routines.filter(({ form }) => form === "scalar"));
    if (!routine) return false;
    const { volatility } = routine.attributes;
    routine.attributes = { ...(volatility !== undefined && { volatility }), ...randomAttributes(dice) };
  }],
  ["change function's parameter", (dice, world) => {
    const routine = pickOne(dice, world.routines.filter(({ params }) => params.length > 0));
    const [param] = routine?.params ?? [];
    if (!routine || !param || isGenerating(routine, world)) return false;
    if (dice.chance(0.5)) param.name = freshName(dice, routine.params.map(({ name }) => name), "np ");
    else if (param.default === undefined && routine.params.length === 1) param.default = "null";
    else delete param.default;
  }],
  ["change function's language", (dice, world) => {
    const routine = pickOne(dice, world.routines.filter(({ form }) => form === "scalar"));
    if (!routine) return false;
    routine.lang = routine.lang === "sql" ? "plpgsql" : "sql";
  }],
  ["change function's result", (dice, world) => {
    const routine = pickOne(dice, world.routines.filter(({ form }) => form === "table"));
    if (!routine) return false;
    routine.result = routine.result.includes("n2")
      ? 'table("N 3" integer, t text)'
      : 'table(n2 integer, "The t" text)';
  }],
  ["rename function", (dice, world) => {
    const routine = pickOne(
      dice,
      world.routines.filter(({ name, schema }) =>
        world.routines.filter((each) => each.name === name && each.schema === schema).length === 1
      ),
    );
    return routine ? renameOne(dice, world, [routine], "rf ") : false;
  }],
  ["drop function", (dice, world) => {
    const routine = pickOne(dice, world.routines.filter((each) => callersOf(each, world).length === 0));
    if (!routine) return false;
    world.routines = world.routines.filter((each) => each !== routine);
  }],
  [
    "rename view",
    (dice, world) =>
      renameOne(
        dice,
        world,
        world.views.filter(({ isMaterialized, isTurned }) => !isMaterialized && !isTurned),
        "rv ",
      ),
  ],
  [
    "rename materialized view",
    (dice, world) =>
      renameOne(
        dice,
        world,
        world.views.filter(({ isMaterialized, isTurned }) => isMaterialized && !isTurned),
        "rm ",
      ),
  ],
  ["drop view", (dice, world) => {
    const view = pickOne(dice, world.views);
    if (!view) return false;
    releaseView(view, world);
  }],
  ["change view", (dice, world) => {
    const view = pickOne(dice, world.views.filter((each) => world.views.every(({ base }) => base !== each)));
    if (!view) return false;
    view.outputs = randomOutputs(dice, view.base, world);
    if (view.indexes) view.indexes = [];
    if (dice.chance(0.3)) view.where = view.where === "is null" ? "is not null" : "is null";
  }],
  ["view becomes materialized", (dice, world) => {
    const view = pickOne(dice, world.views);
    if (!view || (view.triggers?.length ?? 0) > 0 || view.previousNames.length > 0 || isEmpty(view.base)) {
      return false;
    }
    view.isMaterialized = !view.isMaterialized;
    view.isTurned = true;
    delete view.indexes;
    delete view.withNoData;
    delete view.with;
    delete view.triggers;
  }],
  ["change rows of a materialized view", (dice, world) => {
    const view = pickOne(
      dice,
      world.views.filter((each) => each.isMaterialized && world.views.every(({ base }) => base !== each)),
    );
    if (!view || isEmpty(view.base)) return false;
    view.withNoData = !view.withNoData;
  }],
  ["change parameters of a materialized view", (dice, world) => {
    const view = pickOne(dice, world.views.filter(({ isMaterialized }) => isMaterialized));
    if (!view) return false;
    view.with = { fillfactor: view.with?.["fillfactor"] === 70 ? null : 70 };
  }],
  ["drop index of a materialized view", (dice, world) => {
    const view = pickOne(dice, world.views.filter(({ indexes = [] }) => indexes.length > 0));
    if (!view) return false;
    view.indexes?.pop();
  }],
  ["drop trigger", (dice, world) => {
    const found = pickOne(
      dice,
      [...world.tables, ...world.views].filter(({ triggers = [] }) => triggers.length > 0),
    );
    if (!found) return false;
    found.triggers?.splice(dice.below(found.triggers.length), 1);
  }],
  ["change trigger", (dice, world) => {
    const table = pickOne(dice, world.tables.filter(({ triggers = [] }) => triggers.length > 0));
    const [trigger] = table?.triggers ?? [];
    if (!table || !trigger) return false;
    const { name, previousNames } = trigger;
    const other = randomTrigger(dice, table, world);
    table.triggers?.splice(0, 1, {
      ...other,
      name,
      previousNames,
      enabled: other.enabled ?? "origin",
      comment: other.comment ?? "",
    });
  }],
  ["rename trigger", (dice, world) => {
    const table = pickOne(dice, world.tables.filter(({ triggers = [] }) => triggers.length > 0));
    const [trigger] = table?.triggers ?? [];
    if (!table || !trigger || trigger.previousNames.length > 0) return false;
    trigger.previousNames = [trigger.name];
    const taken = (table.triggers ?? []).flatMap(({ name, previousNames }) => [name, ...previousNames]);
    trigger.name = freshName(dice, taken, "rtr ");
  }],
  ["change grants", (dice, world) => {
    const found = pickOne(
      dice,
      [...world.tables, ...world.views, ...world.sequences, ...world.routines].filter(({ grants }) =>
        grants?.some(({ columns }) => !columns)
      ),
    );
    const grant = found?.grants?.find(({ columns }) => !columns);
    if (!found || !grant) return false;
    grant.privileges = dice.chance(0.5) ? [] : [...grant.privileges].slice(0, 1);
  }],
];

function renameOne(dice: Dice, world: World, things: readonly InSchema[], stem: string): boolean {
  const thing = pickOne(dice, things.filter(({ previousNames }) => previousNames.length === 0));
  if (!thing) return false;
  thing.previousNames = [thing.name];
  thing.name = worldName(dice, world, stem);
  return true;
}

function isExtensionUsed({ name }: Extension, world: World): boolean {
  return world.tables.some(({ columns, exclusions }) =>
    (name === "citext" && columns.some(({ type }) => type.family === "folded")) ||
    (name === "btree_gist" && exclusions.some(({ parts }) => parts.length > 1))
  );
}

/** True when a generated column calls a function, which then cannot be made anew. */
function isGenerating(routine: Routine, world: World): boolean {
  return world.tables.some(({ columns }) => columns.some(({ generated }) => generated?.call === routine));
}
