// Random views, functions, procedures and events of MySQL and MariaDB, and changes to them.
import type { Dice } from "../random/dice.ts";
import {
  freshName,
  freshTableName,
  type Program,
  randomComment,
  type Table,
  type View,
  type World,
} from "./random_world.ts";

const FORMS: readonly string[] = [
  "select {list} from {from}",
  "select {list} from {from} where {first} is not null",
  "SELECT DISTINCT {list} FROM {from}",
  "select {list}, 'it''s' as lit, 1 + 1 as two from {from}",
  "select {list} from {from} order by 1 limit 5",
  "select count(*) as n, {first} as c0 from {from} group by {first}",
  "select {list} from {from} where {first} in (select {first} from {from}) union all select {list} from {from}",
];

export function randomView(dice: Dice, world: World): View {
  const over = world.views.find((view) => isReadable(view) && dice.chance(0.3));
  const from = over?.from ?? dice.pick(world.tables);
  const view: View = {
    kind: "View",
    name: freshTableName(dice, world),
    from,
    ...(over && { over }),
    columns: over?.columns ?? dice.some(from.columns, 3),
    form: dice.pick(FORMS),
  };
  setOptions(dice, view);
  const others = world.tables.filter((each) => each !== from);
  if (!over && view.checkOption === undefined && others.length > 0 && dice.chance(0.25)) {
    view.join = dice.pick(others);
  }
  return view;
}

/** True when another view may read its first column. */
function isReadable({ names }: View): boolean {
  return names === undefined;
}

function setOptions(dice: Dice, view: View): void {
  delete view.names;
  delete view.algorithm;
  delete view.security;
  delete view.checkOption;
  const isWritable = /^select \{list\} from \{from\}(?: where \{first\} is not null)?$/.test(view.form) &&
    !view.join && !view.over && view.columns.every(({ generated }) => !generated);
  if (dice.chance(0.2) && isWritable && dice.chance(0.7)) view.checkOption = dice.pick(["local", "cascaded"]);
  else if (dice.chance(0.3)) {
    view.algorithm = isWritable ? dice.pick(["merge", "temptable"]) : dice.pick(["undefined", "temptable"]);
  }
  if (dice.chance(0.3)) view.security = dice.pick(["invoker", "definer"]);
}

export function changeView(dice: Dice, world: World): boolean {
  const free = world.views.filter((view) => !world.views.some(({ over }) => over === view));
  if (free.length === 0) return false;
  const view = dice.pick(free);
  if (dice.chance(0.6)) view.form = dice.pick(FORMS);
  if (!view.over && dice.chance(0.5)) view.columns = dice.some(view.from.columns, 3);
  setOptions(dice, view);
  if (dice.chance(0.3) && !view.over && /^select \{list\} from \{from\}$/.test(view.form)) {
    view.names = view.columns.map((_, at) => `n'${at}`);
  }
  return true;
}

/** Drops views that read what goes, and those that read these. */
export function dropViews(world: World, reads: (view: View) => boolean): void {
  const gone = new Set(world.views.filter(reads));
  for (let count = -1; count !== gone.size;) {
    count = gone.size;
    for (const view of world.views) if (view.over && gone.has(view.over)) gone.add(view);
  }
  world.views = world.views.filter((view) => !gone.has(view));
}

/** Tables whose names a routine may say: MySQL tells those with a backtick wrongly (docs/mysql.md). */
function sayable(world: World): Table[] {
  return world.tables.filter(({ name }) => !name.includes("`"));
}

export function randomProgram(dice: Dice, kind: Program["kind"], world: World): Program {
  const taken = world.programs.filter((each) => each.kind === kind).map(({ name }) => name);
  const program: Program = {
    kind,
    name: freshName(dice, taken, `${kind.slice(0, 1)} `),
    body: { text: "", columns: [] },
    facts: {},
  };
  setProgram(dice, program, world);
  return program;
}

/** Gives a program other facts and another body. */
export function setProgram(dice: Dice, program: Program, world: World): void {
  const { kind } = program;
  const tables = sayable(world);
  const texts = kind === "Function"
    ? [
      "return a + 1",
      "begin\n  declare n int default 2;\n  -- a comment; with it's marks\n  while n < a do set n = n * 2; end while;\n  return n;\nend",
      ...(tables.length > 0 ? ["begin declare n int; select count(*) into n from {t}; return n; end"] : []),
    ]
    : [
      "set @x = 'it''s; 1'",
      "begin\n  declare exit handler for sqlexception begin end;\n  set @y = 1;\nend",
      ...(tables.length > 0 ? ["delete from {t} where 1 = 0"] : []),
      ...(kind === "Procedure" ? ['select 1 as `one`, "two" as two'] : []),
    ];
  const text = dice.pick(texts);
  program.body = { text, columns: [], ...(text.includes("{t}") && { table: dice.pick(tables) }) };
  program.facts = kind === "Event" ? eventFacts(dice) : routineFacts(dice, kind);
}

function routineFacts(dice: Dice, kind: "Function" | "Procedure"): Record<string, unknown> {
  const first = { name: "a", type: dice.pick(["int", "bigint", "int unsigned", "decimal(8,2)"]) };
  const second = {
    name: "b c",
    type: dice.pick([
      "varchar(20)",
      "datetime(3)",
      "enum('x','it''s')",
      "char(3)",
      "boolean",
      "json",
      "text",
    ]),
    ...(kind === "Procedure" && dice.chance(0.5) && { mode: dice.pick(["in", "out", "inout"]) }),
  };
  return {
    params: dice.chance(0.6) ? [first, second] : [first],
    ...(kind === "Function" && { return: dice.pick(["int", "bigint", "varchar(30)", "decimal(10,2)"]) }),
    ...((kind === "Function" || dice.chance(0.3)) && { deterministic: true }),
    ...(dice.chance(0.4) &&
      { dataAccess: dice.pick(["contains sql", "no sql", "reads sql data", "modifies sql data"]) }),
    ...(dice.chance(0.3) && { security: dice.pick(["definer", "invoker"]) }),
    comment: dice.chance(0.3) ? randomComment(dice) : "",
  };
}

function eventFacts(dice: Dice): Record<string, unknown> {
  const when = dice.chance(0.3) ? { at: "2034-01-02 03:04:05" } : {
    every: dice.pick(["1 day", "90 minute", "'1:30' hour_minute", "2 WEEK"]),
    starts: dice.pick(["2033-01-01 00:00:00", "2033-06-01 12:00:00"]),
    ...(dice.chance(0.4) && { ends: "2035-01-01 00:00:00" }),
  };
  return {
    ...when,
    ...(dice.chance(0.3) && { status: dice.pick(["enabled", "disabled"]) }),
    ...(dice.chance(0.3) && { preserve: dice.chance(0.7) }),
    comment: dice.chance(0.3) ? randomComment(dice) : "",
  };
}

/** Forgets programs that name a table. */
export function dropPrograms(world: World, table: Table): void {
  world.programs = world.programs.filter(({ body }) => body.table !== table);
  for (const each of world.tables) {
    if (each.triggers) each.triggers = each.triggers.filter(({ body }) => body.table !== table);
  }
}
