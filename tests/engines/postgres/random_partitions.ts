// Random partitions of a PostgreSQL world: made, added, and tables that become partitions or stop being some.
import type { Dice } from "../random/dice.ts";
import { tableDoc } from "./random_docs.ts";
import { COMMENTS, randomKey } from "./random_parts.ts";
import { addTable, type ChangeKind, ofTable } from "./random_tables.ts";
import {
  type Column,
  expressionsOf,
  freshName,
  type Partition,
  plainColumns,
  qualified,
  quoted,
  type Table,
  type World,
  worldName,
} from "./random_world.ts";

/** Makes a table a partitioned one. */
function partition(dice: Dice, table: Table, world: World): void {
  const number: Column = {
    name: freshName(dice, table.columns.map(({ name }) => name), "k "),
    previousNames: [],
    type: { family: "integer", sql: "integer" },
    notNull: dice.chance(0.5),
  };
  table.columns.unshift(number);
  const method = dice.pick(["range", "list", "hash"] as const);
  table.partitionBy = { method, columns: [number] };
  table.partitions = boundsOf(method).slice(0, 1 + dice.below(3)).map((bounds) =>
    newPartition(dice, world, bounds)
  );
  const [first] = table.partitions;
  const other = plainColumns(table).find((column) => column !== number && column.type.family === "text");
  if (first && other && dice.chance(0.3)) {
    const partitions = boundsOf("hash").slice(0, 2).map((bounds) => newPartition(dice, world, bounds));
    table.partitions[0] = { ...first, parts: { by: { method: "hash", columns: [other] }, partitions } };
  }
  table.key = [];
}

function newPartition(dice: Dice, world: World, bounds: Partition["bounds"]): Partition {
  return {
    name: worldName(dice, world, "part "),
    previousNames: [],
    bounds,
    ...(dice.chance(0.15) && { comment: dice.pick(COMMENTS) }),
  };
}

function boundsOf(method: "range" | "list" | "hash"): readonly Partition["bounds"][] {
  if (method === "hash") return [0, 1, 2, 3].map((remainder) => ({ modulus: 4, remainder }));
  if (method === "list") return [{ in: [0, 1] }, { in: [7] }, { isDefault: true }, { in: [-3, 12] }];
  return [{ from: ["minvalue"], to: [0] }, { from: [0], to: [10] }, { isDefault: true }, {
    from: [50],
    to: [60],
  }];
}

/** Bounds that no partition has. */
function freeBounds({ partitionBy, partitions, stray }: Table): Partition["bounds"] | undefined {
  if (!partitionBy || !partitions) return undefined;
  const taken = [...partitions, ...(stray ? [stray] : [])].map(({ bounds }) => JSON.stringify(bounds));
  return boundsOf(partitionBy.method).find((each) => !taken.includes(JSON.stringify(each)));
}

/** Adds a partition of bounds that no other has. */
function addPartition(dice: Dice, table: Table, world: World): boolean {
  const bounds = freeBounds(table);
  const { partitions } = table;
  if (!bounds || !partitions) return false;
  partitions.push(newPartition(dice, world, bounds));
  return true;
}

/** True when all that a table is made of is PostgreSQL's own, so that a table of nobody's may be like it. */
function isPlain(table: Table): boolean {
  return table.columns.every(({ type, default: value }) =>
    "sql" in type && type.family !== "folded" &&
    !(typeof value === "object" && (!("text" in value) || value.call))
  ) && expressionsOf(table).every(({ call }) => !call) && table.checks.every(({ notValid }) => !notValid);
}

/** Makes a table of nobody's that may become a partition later, with a row where one is to be had. */
function addStray(dice: Dice, table: Table, world: World): boolean {
  const bounds = freeBounds(table);
  const [column] = table.partitionBy?.columns ?? [];
  if (!bounds || !column || table.stray || !isPlain(table)) return false;
  const stray = newPartition(dice, world, bounds);
  delete stray.comment;
  table.stray = stray;
  return true;
}

/** SQL of the tables that may become partitions. */
export function straysSql({ tables, major }: World): string[] {
  return tables.flatMap((table) => {
    const { schema, stray, partitionBy } = table;
    const [column] = partitionBy?.columns ?? [];
    if (!stray || !column) return [];
    const name = qualified({ schema, name: stray.name });
    const copied = [
      "defaults",
      "constraints",
      "generated",
      "storage",
      ...(major > 13 ? ["compression"] : []),
    ];
    const likes = copied.map((each) => ` including ${each}`);
    const value = valueWithin(stray.bounds);
    return [
      `create table ${name} (like ${qualified(table)}${likes.join("")})`,
      ...(value === undefined ? [] : [
        `do $do$ begin insert into ${name} (${quoted(column.name)}) values (${value}); ` +
        "exception when integrity_constraint_violation then null; end $do$",
      ]),
    ];
  });
}

function valueWithin({ from, in: list }: Partition["bounds"]): number | undefined {
  const [first] = [from, list].find(Array.isArray) ?? [];
  return first === "minvalue" ? -5 : typeof first === "number" ? first : undefined;
}

/** True when a table is in this round what it was, and nothing but what is done to it now will change it. */
function settles(table: Table, world: World): boolean {
  if (world.begun?.get(table) !== JSON.stringify(tableDoc(table))) return false;
  table.isSettled = true;
  return true;
}

/** Additions. */
export const PARTITION_ADDITIONS: readonly ChangeKind[] = [
  ["add partitioned table", (dice, world) => {
    const table = addTable(dice, world);
    table.unlogged = false;
    for (const column of table.columns) {
      delete column.identity;
      if ("sql" in column.type && /serial/.test(column.type.sql)) {
        column.type = { family: "integer", sql: "integer" };
      }
    }
    partition(dice, table, world);
    if (dice.chance(0.5)) table.key = randomKey(dice, table);
  }],
  ["add partition", ofTable(addPartition)],
];

/** What may stand beside partitioned tables before they change. */
export const STRAYS: readonly ChangeKind[] = [["add stray", ofTable(addStray)]];

/** Changes that take away or alter. */
export const PARTITION_CHANGES: readonly ChangeKind[] = [
  [
    "drop partition",
    ofTable((dice, table) => {
      if (!table.partitions || table.partitions.length < 2) return false;
      const [gone] = table.partitions.splice(dice.below(table.partitions.length), 1);
      if (gone) table.partitions.push({ name: gone.name, bounds: { isDeleted: true }, previousNames: [] });
    }),
  ],
  [
    "rename partition",
    ofTable((dice, table, world) => {
      const found = table.partitions?.find(({ bounds, previousNames }) =>
        previousNames.length === 0 && !("isDeleted" in bounds)
      );
      if (!found) return false;
      found.previousNames = [found.name];
      found.name = worldName(dice, world, "part ");
    }),
  ],
  [
    "attach partition",
    ofTable((_dice, table, world) => {
      const { stray, partitions } = table;
      if (!stray || !partitions || !settles(table, world)) return false;
      partitions.push(stray);
      world.taken.push({ table: shownName(table, stray), from: shownName(table, table) });
    }),
  ],
  [
    "detach partition",
    ofTable((dice, table, world) => {
      const { partitions } = table;
      if (!partitions || partitions.length === 0 || !isPlain(table) || !settles(table, world)) return false;
      const [gone] = partitions.splice(dice.below(partitions.length), 1);
      if (gone) world.freed.push({ table: shownName(table, gone), from: shownName(table, table) });
    }),
  ],
];

/** A name as rows are listed by. */
function shownName({ schema }: Table, { name }: { readonly name: string }): string {
  return schema === "public" ? name : `${schema}.${name}`;
}
