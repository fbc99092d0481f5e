// Random worlds and random changes. Every change has a kind; the kinds that occurred are counted.
import type { Dice } from "../random/dice.ts";
import { OBJECT_ADDITIONS } from "./random_objects.ts";
import { OBJECT_CHANGES } from "./random_object_changes.ts";
import { tableDoc } from "./random_docs.ts";
import { OTHERS_KIND } from "./random_others.ts";
import { PARTITION_ADDITIONS, PARTITION_CHANGES, STRAYS } from "./random_partitions.ts";
import { TABLE_CHANGES } from "./random_table_changes.ts";
import { addTable, type ChangeKind, TABLE_ADDITIONS } from "./random_tables.ts";
import type { World } from "./random_world.ts";

/** What a world must have so that it has a place for a kind of change. */
const NEEDED: readonly (readonly [kinds: RegExp, addition: string])[] = [
  [/index of a materialized view/, "add index of a materialized view"],
  [/materialized/, "add materialized view"],
  [/generated/, "add generated column"],
  [/seed rows/, "add seed rows"],
  [/attach partition/, "add stray"],
  [/partition/, "add partitioned table"],
  [/overload|function/, "add function"],
  [/result/, "add function that returns a table"],
  [/enum/, "add enum"],
  [/domain/, "add domain"],
  [/composite/, "add composite type"],
  [/type$/, "add enum"],
  [/storage parameters/, "set storage parameters"],
  [/grants/, "grant"],
  [/sequence/, "add sequence"],
  [/trigger/, "add trigger"],
  [/view/, "add view"],
  [/identity/, "add identity"],
  [/unique/, "add unique constraint"],
  [/foreign key|on delete/, "add foreign key"],
  [/check/, "add check"],
  [/constraint/, "add check"],
  [/exclusion/, "add exclusion"],
  [/policy/, "add policy"],
  [/index/, "add index"],
  [/extension/, "add extension"],
];

const ADDITIONS: readonly ChangeKind[] = [...OBJECT_ADDITIONS, ...TABLE_ADDITIONS, ...PARTITION_ADDITIONS];
const CHANGES: readonly ChangeKind[] = [...OBJECT_CHANGES, ...TABLE_CHANGES, ...PARTITION_CHANGES];

/** A world of one to four tables, and what stands around them; with a place for a kind of change. */
export function randomWorld(dice: Dice, major: number, focus: string): World {
  const world: World = {
    schemas: dice.chance(0.5) ? ["public"] : ["public", dice.pick(["sales", 'Od"d S'])],
    schemaDocs: [],
    extensions: [],
    types: [],
    sequences: [],
    routines: [],
    tables: [],
    views: [],
    freed: [],
    taken: [],
    usedNames: new Set(),
    major,
  };
  const objects = OBJECT_ADDITIONS.filter(([kind]) => !/view|trigger/.test(kind));
  for (let count = dice.below(4); count > 0; count--) applyOne(dice, world, objects);
  for (let count = 1 + dice.below(3); count > 0; count--) addTable(dice, world);
  const additions = [...ADDITIONS, ...TABLE_ADDITIONS, ...PARTITION_ADDITIONS, ...STRAYS];
  for (let count = 4 + dice.below(10); count > 0; count--) applyOne(dice, world, additions);
  for (const [kinds, needed] of NEEDED.toReversed()) {
    const addition = additions.filter(([kind]) => kind === needed && kind !== focus);
    if (kinds.test(focus) && addition.length > 0) applyOne(dice, world, addition);
  }
  return world;
}

/** Changes a world at random, and by one kind at least when it can; gives the kinds of change. */
export function changeWorld(dice: Dice, world: World, focus: string): string[] {
  world.isChanging = true;
  world.begun = new Map(world.tables.map((table) => [table, JSON.stringify(tableDoc(table))]));
  const turn = [...ADDITIONS, ...CHANGES].filter(([kind]) => kind === focus);
  const kinds = turn.length === 0 ? [] : [applyOne(dice, world, turn) ?? []].flat();
  for (let count = 1 + dice.below(6); count > 0; count--) {
    kinds.push(...[applyOne(dice, world, [...ADDITIONS, ...CHANGES, ...CHANGES]) ?? []].flat());
  }
  return kinds;
}

/** One change of a kind that the world has a place for, of the few that are tried. */
function applyOne(dice: Dice, world: World, changes: readonly ChangeKind[]): string | undefined {
  for (let attempt = 0; attempt < 8; attempt++) {
    const [kind, change] = dice.pick(changes);
    if (change(dice, world) !== false) return kind;
  }
  return undefined;
}

/** Kinds that older servers have no place for, by the first version that does. */
const SINCE: ReadonlyMap<string, number> = new Map([["change columns of on delete", 15]]);

/** Every kind of change on a version of the server; and that of rounds beside what others made. */
export function kindsFor(major: number): readonly string[] {
  const kinds = [...ADDITIONS, ...CHANGES].map(([kind]) => kind).concat(OTHERS_KIND);
  return kinds.filter((kind) => (SINCE.get(kind) ?? 0) <= major);
}
