// How time and memory grow with the schema, for any engine: 1 to 1000 tables of 12 columns, 3 indexes and 1 foreign key
// each, one spec file a table, reading and parsing included. The engines' own files bring databases and references.
import { join } from "node:path";
import { interleaved, median, type Program, runOnce } from "./measure.ts";
import { schemahero } from "./products.ts";

/** The sizes that are measured, in tables. */
export const SIZES = [1, 10, 100, 1000];
/** How often each program is run, but for those that make all tables. */
export const ROUNDS = 9;
/** How often all tables are made. */
export const APPLY_ROUNDS = 3;
/** The most that the whole process tree may take, in MiB. */
export const BUDGET_MIB = 200;

/** What differs in the documents of an engine. */
export interface Dialect {
  readonly specKey: string;
  /** Types of columns, used in turn; the first is that of keys. */
  readonly types: readonly string[];
  /** Its own documents, where those of relational tables do not fit. */
  readonly document?: (table: number, isChanged: boolean) => string;
}

/** A database under measurement. */
export interface Target {
  /** Flags of the program that lead to it. */
  readonly flags: readonly string[];
  drop(): Promise<void>;
}

/** What an engine brings. */
export interface ScaleEngine<T extends Target> {
  readonly dialect: Dialect;
  /** An empty database. */
  create(): Promise<T>;
  /** Programs that are run in turns with the plan without changes, on the same database; `folder` is theirs. */
  references(target: T, folder: string): Promise<Readonly<Record<string, Program>>>;
  /** Slow programs of others, on the same database: run a few times only. */
  rivals(target: T, folder: string): Promise<Readonly<Record<string, Program>>>;
  /** Programs that make all tables, as `apply` does; `sqlFile` has the statements that it plans. */
  appliers(target: T, sqlFile: string): Readonly<Record<string, Program>>;
}

/** What is measured of one size: medians in ms by program, ours and the engine's. */
export interface Size {
  readonly size: number;
  readonly medians: Readonly<Record<string, number | undefined>>;
  /** The highest sum of PSS of any run of ours, in MiB. */
  readonly peakMib: number;
}

/** The name of a table. */
export function nameOf(table: number): string {
  return `table_${String(table).padStart(4, "0")}`;
}

/** A document. A changed one has a column more, another index, and another default. */
export function documentOf(dialect: Dialect, table: number, isChanged: boolean): string {
  if (dialect.document) return dialect.document(table, isChanged);
  const { specKey, types } = dialect;
  const name = nameOf(table);
  const columns = Array.from({ length: 10 }, (_, index) => {
    const more = index % 5 === 0
      ? `, constraints: { notNull: true }, default: ${isChanged && index === 5 ? "'7'" : "'0'"}`
      : "";
    return `        - { name: column_${index}, type: ${types[index % types.length]}${more} }`;
  });
  return `apiVersion: schemas.schemahero.io/v1alpha4
kind: Table
metadata: { name: ${name.replace("_", "-")} }
spec:
  database: bench
  name: ${name}
  schema:
    ${specKey}:
      primaryKey: [id]
      columns:
        - { name: id, type: integer }
${columns.join("\n")}
        - { name: parent_id, type: integer }
${isChanged ? "        - { name: added, type: text }\n" : ""}      indexes:
        - { name: ${name}_one, columns: [column_${isChanged ? 3 : 1}], isUnique: true }
        - { name: ${name}_two, columns: [column_2, column_3] }
        - { name: ${name}_parent, columns: [parent_id] }
      foreignKeys:
        - columns: [parent_id]
          references: { table: ${nameOf(table >> 1)}, columns: [id] }
          onDelete: cascade
`;
}

/** Writes the documents of tables into a new folder; every so many of them is a changed one. */
export async function writeDocuments(
  dialect: Dialect,
  folder: string,
  size: number,
  everyChanged: number,
): Promise<void> {
  await Deno.mkdir(folder);
  for (let table = 0; table < size; table++) {
    const text = documentOf(dialect, table, table % everyChanged === 0);
    await Deno.writeTextFile(join(folder, `${nameOf(table)}.yaml`), text);
  }
}

/** Measures one size. Ours are `plan`, `changed`, `generate` and `apply`. */
export async function measureSize<T extends Target>(
  engine: ScaleEngine<T>,
  home: string,
  size: number,
): Promise<Size> {
  const folder = join(home, String(size));
  await Deno.mkdir(folder);
  const at = (name: string) => join(folder, name);
  await writeDocuments(engine.dialect, at("specs"), size, Infinity);
  await writeDocuments(engine.dialect, at("changed"), size, 10);
  const apply = ({ flags }: Target) =>
    schemahero(["apply", "--yes", ...flags, "--spec-file", at("specs")], home);
  const target = await engine.create();
  const { flags } = target;
  const toFile = ["plan", ...flags, "--spec-file", at("specs"), "--out", at("made.sql")];
  await run(schemahero(toFile, home), false);
  const applied = await run(apply(target), true);
  const generate = ["generate", ...flags, "--dbname", "bench", "--output-dir", at("written"), "--overwrite"];
  const ours = {
    plan: schemahero(["plan", ...flags, "--spec-file", at("specs"), "--check"], home),
    changed: schemahero(["plan", ...flags, "--spec-file", at("changed")], home),
    generate: schemahero(generate, home),
  };
  const medians: Record<string, number> = {
    ...await mediansOf({ ...await engine.references(target, folder), ...ours }, ROUNDS),
    ...await mediansOf(await engine.rivals(target, folder), size >= 1000 ? 1 : 3),
  };
  let peakMib = applied.peakMib;
  for (const program of Object.values(ours)) peakMib = Math.max(peakMib, (await run(program, true)).peakMib);
  await target.drop();
  const applies = (each: T) => ({ apply: apply(each), ...engine.appliers(each, at("made.sql")) });
  Object.assign(medians, await appliedMedians(engine, applies));
  return { size, medians, peakMib };
}

async function run(program: Program, watchMemory: boolean): ReturnType<typeof runOnce> {
  const measured = await runOnce(program, watchMemory);
  if (measured.code !== 0) throw new Error(`${program.args.join(" ")} ended with ${measured.code}`);
  return measured;
}

/** All are run in turns, so that a busy moment touches all alike. */
async function mediansOf(programs: Readonly<Record<string, Program>>, rounds: number) {
  for (const program of Object.values(programs)) await run(program, false);
  const times = await interleaved(Object.values(programs), rounds, 0);
  return Object.fromEntries(Object.keys(programs).map((name, at) => [name, median(times[at] ?? [])]));
}

/** Each run needs a database of its own. */
async function appliedMedians<T extends Target>(
  engine: ScaleEngine<T>,
  programs: (target: T) => Readonly<Record<string, Program>>,
): Promise<Record<string, number>> {
  const times = new Map<string, number[]>();
  for (let round = 0; round < APPLY_ROUNDS; round++) {
    for (let index = 0, count = 1; index < count; index++) {
      const target = await engine.create();
      const entries = Object.entries(programs(target));
      count = entries.length;
      const [name, program] = entries[index] ?? [];
      if (name !== undefined && program) {
        times.set(name, [...times.get(name) ?? [], (await run(program, false)).wallMs]);
      }
      await target.drop();
    }
  }
  return Object.fromEntries([...times].map(([name, list]) => [name, median(list.sort((a, b) => a - b))]));
}
