// The randomised round trip of SQLite, and of engines that have its model.
import { fileURLToPath } from "node:url";
import { Dice } from "../random/dice.ts";
import { type Body, columnsOf, type Doc, type Round } from "../random/round.ts";
import type { MadeRound, RandomTrip } from "../random/rounds.ts";
import type { TestEngine } from "../engine.ts";
import { CHANGE_KINDS, changeWorld, randomRows, randomWorld } from "./random_change.ts";
import { type Abilities, docsOf, quoted, type World } from "./random_world.ts";

/** What rows or SQLite may refuse in a change that is sound in itself. */
const RIGHTFUL = [
  /is not null and has no default, but there are/,
  /cannot become not null: it is null in/,
  /constraint failed|cannot store|datatype mismatch/i,
  /has no parent in/,
  // A key that a seed row would have to have twice.
  /have the same key|share their key/,
];

function makeRound(seed: number, abilities: Abilities): MadeRound {
  const dice = new Dice(seed);
  const world = randomWorld(dice, abilities);
  const before = docsOf(world, abilities);
  const sql = randomRows(dice, world);
  const frozen = world.tables.find(() => dice.chance(0.1));
  const [column] = frozen?.columns ?? [];
  if (frozen && column) {
    frozen.isFrozen = true;
    sql.push(
      `create view "others' view" as select ${quoted(column.name)} as c from ${quoted(frozen.name)}`,
      `create table others (m text, check (m <> 'x'))`,
    );
    if (!frozen.triggers) {
      sql.push(
        `create trigger "others' trigger" after delete on ${
          quoted(frozen.name)
        } begin insert into others values (old.${quoted(column.name)}); end`,
      );
    }
  }
  const names = new Map(world.tables.map((table) => [table, table.name]));
  const others = [...world.views, ...world.virtuals].map((each) => each.name);
  const kinds = changeWorld(dice, world, abilities);
  const after = [...docsOf(world, abilities), ...goneDocs(world, names, others, before)];
  return { before, sql, after, kinds };
}

/** Documents that say what must not exist any more. */
function goneDocs(
  world: World,
  tables: ReadonlyMap<World["tables"][number], string>,
  others: readonly string[],
  before: Round["before"],
): Round["after"] {
  const dropped = [...tables].filter(([table]) => !world.tables.includes(table)).map(([, name]) => name);
  const left = new Set([...world.tables, ...world.views, ...world.virtuals].map(({ name }) => name));
  const gone = [...dropped, ...others].filter((name) => !left.has(name));
  return gone.map((name) => {
    const { kind = "Table", body } = before.find((doc) => doc.name === name) ?? {};
    return {
      kind,
      name,
      body: { ...(kind === "View" && { query: body?.["query"] }), isDeleted: true },
    };
  });
}

function abilitiesOf({ plugin }: TestEngine): Abilities {
  const { kinds } = plugin.describe();
  const table = kinds.find(({ kind }) => kind === "Table")?.body;
  const columns = table?.properties?.["columns"]?.items;
  return {
    views: kinds.some(({ kind }) => kind === "View"),
    triggers: table?.properties?.["triggers"] !== undefined,
    virtuals: table?.properties?.["virtual"] !== undefined,
    generated: columns?.properties?.["generated"] !== undefined,
  };
}

/** The randomised round trip of SQLite's model on an engine. */
export function sqliteTrip(engine: TestEngine, rounds: number): RandomTrip {
  const abilities = abilitiesOf(engine);
  return {
    engine,
    casesFolder: fileURLToPath(new URL("./cases", import.meta.url)),
    make: (seed) => makeRound(seed, abilities),
    kinds: CHANGE_KINDS.filter((kind) => isPossible(kind, abilities)),
    rightful: RIGHTFUL,
    rules: { alsoChanged },
    rounds,
    atOnce: 3,
  };
}

/** What SQLite may do to values beside: it fills nulls of a key, renumbers rows, and a strict table converts. */
function alsoChanged(old: Doc, now: Doc): string[] {
  const changed: string[] = [];
  const isOtherKey = keyOf(old.body, old.body) !== keyOf(now.body, old.body);
  if (isOtherKey) changed.push(`${now.name}.rowid`);
  // A key refuses null by itself where it is the row's number, in a strict table and in one without rowid.
  if (isOtherKey) changed.push(...(now.body.primaryKey ?? []).map((part) => `${now.name}.${keyName(part)}`));
  if (old.body["strict"] !== now.body["strict"]) {
    changed.push(...columnsOf(now.body).map(({ name }) => `${now.name}.${name}`));
  }
  return changed;
}

/** What decides whether rows keep the numbers that no column shows: the key, by the names that it had in `old`. */
function keyOf(body: Body, old: Body): string {
  const columns = (body.primaryKey ?? []).map((part) => {
    const column = columnsOf(body).find(({ name }) => name === keyName(part));
    const names = [keyName(part), ...column?.previousNames ?? []];
    return [names.find((name) => columnsOf(old).some((each) => each.name === name)), column?.type];
  });
  return JSON.stringify([columns, body["withoutRowid"] ?? false]);
}

function keyName(part: unknown): string {
  return typeof part === "string" ? part : String((part as { name?: string } | undefined)?.name); // both forms
}

function isPossible(kind: string, { views, triggers, virtuals, generated }: Abilities): boolean {
  if (/\bview/.test(kind)) return views;
  if (/trigger/.test(kind)) return triggers;
  if (/virtual/.test(kind)) return virtuals;
  return !/generated/.test(kind) || generated;
}
