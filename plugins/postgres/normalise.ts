// Asks the server how it writes expressions: tables with them are made in scratch schemas, within a transaction that is
// rolled back, and read back by the same inspector. One round for all that differ as text, none when nothing does.
import type { IndexPart, Table } from "../../protocol/model.ts";
import { quoteName } from "../kit/quote.ts";
import { type Catalog, tableKey } from "./catalog.ts";
import type { Driver } from "./driver.ts";
import type { Report } from "./draft.ts";
import { PluginError } from "../../protocol/errors.ts";
import { mapExpressions, type Slot, slotsOf } from "./expressions.ts";
import { type Exclusion, indexExtra, partExtra, tableExtra, withExtra } from "./model.ts";
import { createIndex, createTable } from "./render.ts";
import { ScratchSchemas } from "./scratch.ts";
import type { ServerFacts } from "./server.ts";
import { usesWholeRow } from "./whole_rows.ts";

/** A table whose expressions are to be written as the server writes them. */
export interface NormaliseJob {
  readonly table: Table;
  /** Columns that are renamed once it is made. */
  readonly renames: readonly { readonly from: string; readonly to: string }[];
  /** The spec that it comes from; absent: the live table. */
  readonly spec?: number;
}

/** What expressions may need that is not in the database: made in scratch schemas when the server asks for it. */
export interface Prelude {
  /** The schemas that it is in. */
  readonly schemas: readonly string[];
  /** Statements for each thing, with the schema that `schemaOf` gives for its own. */
  statements(schemaOf: (schema: string) => string): readonly (readonly string[])[];
}

/** Normalises tables. Gives them in the order of the jobs. Expressions that the server refuses are reported. */
export async function normaliseTables(
  driver: Driver,
  server: ServerFacts,
  jobs: readonly NormaliseJob[],
  report: Report,
  basis?: readonly string[],
  prelude?: Prelude,
): Promise<readonly Table[]> {
  if (jobs.length === 0) return [];
  // Its schema changes cannot be rolled back: nothing may be made to ask how it writes them.
  if (server.isCockroach) return jobs.map((job) => comparedAsText(job, report));
  const scratch = new ScratchSchemas(driver, server, basis);
  try {
    return await new Normaliser(scratch, prelude).normalise(jobs, report);
  } catch (error) {
    const sqlstate = error instanceof PluginError ? error.details.sqlstate : undefined;
    // No right to make a schema, or a server that only reads: texts are then compared as they are.
    if (sqlstate !== "42501" && sqlstate !== "25006") throw error;
    report({
      severity: "warning",
      code: "not-normalised",
      message: `Expressions are compared as text, because the server refuses a scratch schema: ${
        error instanceof Error ? error.message : error
      }`,
      hint: `Grant it: grant create on database ${server.database} to ${server.user}`,
    });
    return jobs.map(({ table }) => table);
  } finally {
    await scratch.close();
  }
}

function comparedAsText({ table, spec }: NormaliseJob, report: Report): Table {
  report({
    severity: "warning",
    code: "not-normalised",
    message:
      `Expressions of ${table.name} are compared as text: CockroachDB cannot be asked how it writes them`,
    hint: "Where a plan does not become empty, write them as the database shows them",
    ...(spec !== undefined && { spec, path: [] }),
  });
  return table;
}

/** One round of normalising tables. */
class Normaliser {
  readonly #scratch: ScratchSchemas;
  readonly #prelude: Prelude | undefined;

  constructor(scratch: ScratchSchemas, prelude: Prelude | undefined) {
    this.#scratch = scratch;
    this.#prelude = prelude;
  }

  async normalise(jobs: readonly NormaliseJob[], report: Report): Promise<readonly Table[]> {
    const schemas = jobs.map(({ table }) => table.schema ?? "");
    await this.#scratch.begin(schemas, false);
    const statements = jobs.map((job, at) => this.#statementsOf(job, at));
    // After the first failure the server refuses the rest.
    if (!await this.#scratch.runAll(statements.flat())) {
      const prelude = this.#prelude;
      await this.#scratch.begin([...schemas, ...prelude?.schemas ?? []], prelude !== undefined);
      const made = prelude?.statements((schema) => this.#scratch.nameFor(schema)) ?? [];
      for (const each of made) await this.#scratch.attempt(each);
      await this.#makeEach(jobs, statements, report);
    }
    const catalog = await this.#scratch.read();
    return jobs.map((job, at) => this.#taken(job, at, catalog));
  }

  /** Makes what can be made; what the server refuses is reported where it stands. */
  async #makeEach(
    jobs: readonly NormaliseJob[],
    statements: readonly (readonly string[])[],
    report: Report,
  ): Promise<void> {
    for (const [at, job] of jobs.entries()) {
      const error = await this.#scratch.attempt(statements[at] ?? []);
      if (error === undefined || job.spec === undefined) continue;
      await this.#scratch.attempt([createTable(this.#bare(job, at))]);
      const culprits = await this.#culprits(job, at);
      for (
        const { slot, message } of culprits.length > 0 ? culprits : [{ slot: undefined, message: error }]
      ) {
        report({
          severity: "error",
          code: "refused-by-postgres",
          message: `PostgreSQL refuses ${
            slot ? `the expression ${slot.sql}` : `table ${job.table.name}`
          }: ${message}`,
          spec: job.spec,
          path: slot?.path ?? [],
        });
      }
    }
  }

  /** Tries each expression of a table alone. */
  async #culprits(
    job: NormaliseJob,
    at: number,
  ): Promise<{ readonly slot: Slot; readonly message: string }[]> {
    const culprits: { slot: Slot; message: string }[] = [];
    for (const slot of slotsOf(job.table)) {
      const alone = { ...job, table: onlySlot(job.table, slot) };
      const statements = this.#statementsOf(alone, at, "_alone");
      const message = await this.#scratch.attempt(statements, true);
      if (message !== undefined) culprits.push({ slot, message });
    }
    return culprits;
  }

  /** The statements that make a table with nothing but columns and expressions. */
  #statementsOf({ table, renames }: NormaliseJob, at: number, suffix = ""): string[] {
    const schema = this.#scratch.nameFor(table.schema);
    const { exclusions = [] } = tableExtra(table);
    const own = { ...table, schema, name: `${table.name}${suffix}` };
    const bare: Table = {
      ...withoutKeys(own),
      ...withExtra({ partitionBy: tableExtra(table).partitionBy }),
      checks: table.checks.map(({ expression }, index) => ({ name: `c${index}`, expression }))
        .filter(({ expression }) => !usesWholeRow(expression, table)),
    };
    const indexes = [
      ...table.indexes.map((index, position) => ({ index, name: `t${at}_i${position}` })),
      ...exclusions.map((exclusion, position) => ({
        index: asIndex(exclusion),
        name: `t${at}_x${position}`,
      })),
    ];
    return [
      createTable(bare),
      ...indexes.filter(({ index }) =>
        (hasExpression(index) || hasClass(index)) && !hasWholeRow(index, table)
      ).map(
        ({ index, name }) => {
          const { method } = indexExtra(index);
          const { parts, where } = index;
          return createIndex(bare, {
            name: name + suffix,
            unique: false,
            parts,
            ...(where !== undefined && { where }),
            ...withExtra({ ...(method !== undefined && { method }) }),
          });
        },
      ),
      ...renames.map(({ from, to }) =>
        `alter table ${quoteName(schema)}.${quoteName(own.name)} rename column ${quoteName(from)} to ${
          quoteName(to)
        }`
      ),
    ];
  }

  #bare(job: NormaliseJob, at: number): Table {
    const schema = this.#scratch.nameFor(job.table.schema);
    return { ...withoutKeys(onlySlot(job.table, undefined)), schema, name: `bare_${at}`, checks: [] };
  }

  /** The job's table with the expressions that were read. */
  #taken({ table, renames }: NormaliseJob, at: number, catalog: Catalog): Table {
    const model = catalog.tables.get(tableKey(this.#scratch.nameFor(table.schema), table.name))?.model;
    if (!model) return table;
    const newName = new Map(renames.map(({ from, to }) => [from, to]));
    const texts = new Map<string, string>();
    for (const column of model.columns) {
      if (column.default !== undefined) texts.set(`default ${column.name}`, column.default);
      if (column.generated) texts.set(`generated ${column.name}`, column.generated.expression);
    }
    const { partitionBy } = tableExtra(model);
    if (partitionBy !== undefined) texts.set("partition key", partitionBy);
    for (const { name, expression } of model.checks) texts.set(`check ${name?.slice(1)}`, expression);
    for (const index of model.indexes) {
      const [, what, position] = new RegExp(`^t${at}_([ix])(\\d+)$`).exec(index.name) ?? [];
      const key = `${what === "x" ? "exclusion" : "index"} ${position}`;
      index.parts.forEach((part, number) => {
        if (part.expression !== undefined) texts.set(`${key} part ${number}`, part.expression);
      });
      if (index.where !== undefined) texts.set(`${key} where`, index.where);
    }
    return withClasses(
      mapExpressions(table, ({ key, sql }) => {
        const [what = "", ...rest] = key.split(" ");
        const name = rest.join(" ");
        const renamed = what === "default" || what === "generated"
          ? `${what} ${newName.get(name) ?? name}`
          : key;
        return this.#scratch.realNames(texts.get(renamed) ?? sql);
      }),
      (what, position) => model.indexes.find(({ name }) => name === `t${at}_${what}${position}`)?.parts,
    );
  }
}

/** A table with the operator classes that were read: those that are the usual ones are left out. */
function withClasses(
  table: Table,
  read: (what: "i" | "x", position: number) => readonly IndexPart[] | undefined,
): Table {
  const withOwn = <T extends IndexPart>(parts: readonly T[], found: readonly IndexPart[] | undefined): T[] =>
    parts.map((part, at) => {
      const other = found?.[at];
      if (!other || partExtra(part).operatorClass === undefined) return part;
      const { extra: _, ...rest } = part;
      const { operatorClass } = partExtra(other);
      return { ...rest as T, ...withExtra({ ...partExtra(part), operatorClass }) }; // only its extra is another
    });
  const { exclusions } = tableExtra(table);
  return {
    ...table,
    indexes: table.indexes.map((index, at) => ({ ...index, parts: withOwn(index.parts, read("i", at)) })),
    ...(exclusions && {
      extra: {
        ...table.extra,
        exclusions: exclusions.map((each, at) => ({ ...each, parts: withOwn(each.parts, read("x", at)) })),
      },
    }),
  };
}

/** A table without keys, counting columns and options. */
export function withoutKeys({ primaryKey: _, extra: __, ...table }: Table): Table {
  return {
    ...table,
    uniques: [],
    foreignKeys: [],
    columns: table.columns.map(({ autoIncrement: _, extra: __, ...column }) => column),
  };
}

function onlySlot(table: Table, slot: Slot | undefined): Table {
  const keeps = (key: string) => slot?.key === key || slot?.key.startsWith(`${key} `) === true;
  const { exclusions = [] } = tableExtra(table);
  return {
    ...table,
    columns: table.columns.map(({ default: value, generated, ...column }) => ({
      ...column,
      ...(value !== undefined && slot?.key === `default ${column.name}` && { default: value }),
      ...(generated && slot?.key === `generated ${column.name}` && { generated }),
    })),
    checks: table.checks.filter((_, at) => keeps(`check ${at}`)),
    indexes: table.indexes.filter((_, at) => keeps(`index ${at}`)),
    extra: {
      ...table.extra,
      exclusions: exclusions.filter((_, at) => keeps(`exclusion ${at}`)),
      ...(slot?.key !== "partition key" && { partitionBy: undefined }),
    },
  };
}

/** True for an index with an SQL expression in it. */
export function hasExpression(index: Table["indexes"][number]): boolean {
  return index.where !== undefined || index.parts.some((part) => part.expression !== undefined);
}

function hasWholeRow({ parts, where }: Table["indexes"][number], table: Table): boolean {
  return [where, ...parts.map(({ expression }) => expression)].some((sql) => usesWholeRow(sql, table));
}

/** True for parts whose operator class is written: it may be the usual one. */
export function hasClass({ parts }: { readonly parts: readonly IndexPart[] }): boolean {
  return parts.some((part) => partExtra(part).operatorClass !== undefined);
}

function asIndex(exclusion: Exclusion): Table["indexes"][number] {
  return {
    name: "",
    unique: false,
    parts: exclusion.parts,
    ...(exclusion.where !== undefined && { where: exclusion.where }),
    ...withExtra({ method: exclusion.method }),
  };
}
