// Counts rows of the live database for hazards. The shared rules ask for numbers at once, so that a plan is made twice:
// first to hear the questions, then, when one statement has answered them all, with the answers.
import type { ForeignKey } from "../../protocol/model.ts";
import type { LiveCounts } from "../kit/hazards.ts";
import { quoteName, quoteNames } from "../kit/quote.ts";
import type { Catalog, CatalogTable } from "./catalog.ts";
import { tableKey } from "./catalog.ts";
import type { Driver } from "./driver.ts";
import { type QualifiedName, quoteQualified } from "./model.ts";
import type { SequenceCounts } from "./sequence_restart.ts";
import { type ServerFacts, sqlBeginLooking, sqlSearchPath } from "./server.ts";

/** What things are called now, by the names they will have. */
export interface LiveNames {
  /** The live table; undefined when it does not exist yet. `label` is what changes call it. */
  table(label: string): CatalogTable | undefined;
  /** The live name of a column; undefined when it does not exist yet. */
  column(label: string, wanted: string): string | undefined;
}

/** A table larger than this many pages (1 GiB) is not counted: the server's own estimate is told. */
const MAX_COUNTED_PAGES = 131_072;

/** Answers what is known, and remembers what is not. */
export class Counts implements LiveCounts, SequenceCounts {
  readonly #names: LiveNames;
  readonly #known = new Map<string, bigint | undefined>();
  readonly #open = new Set<string>();

  constructor(names: LiveNames) {
    this.#names = names;
  }

  rows(label: string): bigint {
    return this.#count(label, "") ?? 0n;
  }

  values(label: string, column: string): bigint {
    return this.#byColumn(label, column, "is not null");
  }

  nulls(label: string, column: string): bigint {
    return this.#byColumn(label, column, "is null");
  }

  doubles(label: string, columns: readonly string[]): bigint | undefined {
    const table = this.#names.table(label);
    const live = this.#columns(label, columns);
    if (!table || !live || isLarge(table)) return undefined;
    const presentSql = live.map((column) => `${quoteName(column)} is not null`).join(" and ");
    return this.#ask(
      `select coalesce(sum(n), 0) from (select count(*) as n from ${
        quoteQualified(table.model)
      } where ${presentSql} group by ${quoteNames(live)} having count(*) > 1) doubles`,
    );
  }

  orphans(label: string, key: ForeignKey): bigint | undefined {
    const child = this.#names.table(label);
    const live = this.#columns(label, key.columns);
    const parentLabel = this.#parentLabel(label, key);
    const parent = this.#names.table(parentLabel);
    const parents = this.#columns(parentLabel, key.references.columns);
    if (!child || !live || isLarge(child)) return undefined;
    const presentSql = live.map((column) => `c.${quoteName(column)} is not null`).join(" and ");
    const sql = `select count(*) from ${quoteQualified(child.model)} c where ${presentSql}`;
    if (!parent || !parents) return this.#ask(sql);
    const matchSql = parents.map((column, at) => `p.${quoteName(column)} = c.${quoteName(live[at] ?? "")}`)
      .join(" and ");
    return this.#ask(
      `${sql} and not exists (select from ${quoteQualified(parent.model)} p where ${matchSql})`,
    );
  }

  /** Conditions may name what only the plan makes, so they are not asked. */
  failures(): undefined {
    return undefined;
  }

  lastNumber(sequence: QualifiedName): bigint | undefined {
    return this.#ask(`select last_value from ${quoteQualified(sequence)}`);
  }

  gaveNumber(sequence: QualifiedName): boolean {
    return this.#ask(`select is_called::int from ${quoteQualified(sequence)}`) !== 0n;
  }

  /** Asks what is open. True when there was anything to ask. */
  async answer(driver: Driver, server: ServerFacts): Promise<boolean> {
    const questions = [...this.#open];
    if (questions.length === 0) return false;
    this.#open.clear();
    await this.#answerAll(driver, server, questions);
    return true;
  }

  /** Together they fail when one does (a type without equality, a column that may not be read): then by halves. */
  async #answerAll(driver: Driver, server: ServerFacts, questions: readonly string[]): Promise<void> {
    const answers = await this.#values(driver, server, questions).catch(() => undefined);
    if (!answers && questions.length > 1) {
      const middle = questions.length >> 1;
      await this.#answerAll(driver, server, questions.slice(0, middle));
      await this.#answerAll(driver, server, questions.slice(middle));
      return;
    }
    for (const [at, question] of questions.entries()) {
      const value = answers?.[at];
      this.#known.set(question, value === undefined || value === null ? undefined : BigInt(String(value)));
    }
  }

  async #values(
    driver: Driver,
    server: ServerFacts,
    questions: readonly string[],
  ): Promise<readonly unknown[]> {
    try {
      // An array takes any number of values; a function takes a hundred.
      const listSql = questions.map((sql) => `(${sql})::text`).join(", ");
      const results = await driver.batch(
        `${sqlBeginLooking(server)}; ${
          sqlSearchPath(server.searchPath)
        }; select array_to_json(array[${listSql}]); commit`,
      );
      const answer = results.at(-1)?.rows[0]?.[0];
      return Array.isArray(answer) ? answer : [];
    } catch (error) {
      await driver.batch("rollback").catch(() => {});
      throw error;
    }
  }

  #byColumn(label: string, wanted: string, testSql: string): bigint {
    const column = this.#names.column(label, wanted);
    return column === undefined ? 0n : this.#count(label, ` where ${quoteName(column)} ${testSql}`) ?? 0n;
  }

  #count(label: string, conditionSql: string): bigint | undefined {
    const table = this.#names.table(label);
    if (!table) return 0n;
    if (isLarge(table)) return BigInt(Math.max(1, Math.round(table.rowEstimate)));
    return this.#ask(`select count(*) from ${quoteQualified(table.model)}${conditionSql}`);
  }

  #ask(sql: string): bigint | undefined {
    if (this.#known.has(sql)) return this.#known.get(sql);
    this.#open.add(sql);
    return 1n; // not nothing, so that what depends on it is asked, too
  }

  #columns(label: string, columns: readonly string[]): string[] | undefined {
    const live = columns.flatMap((column) => this.#names.column(label, column) ?? []);
    return live.length === columns.length ? live : undefined;
  }

  #parentLabel(_label: string, { references }: ForeignKey): string {
    return this.#labels?.(references.schema, references.table) ?? references.table;
  }

  #labels: ((schema: string | undefined, name: string) => string) | undefined;

  /** Says how labels are made. */
  useLabels(labels: (schema: string | undefined, name: string) => string): void {
    this.#labels = labels;
  }
}

function isLarge({ pages }: CatalogTable): boolean {
  return pages > MAX_COUNTED_PAGES;
}

/** The live names of a plan. `formerTables` and `formerColumns` are by wanted labels. */
export function liveNames(
  live: Catalog,
  tableOf: (label: string) => { readonly schema: string; readonly name: string } | undefined,
  formerColumns: ReadonlyMap<string, ReadonlyMap<string, string>>,
): LiveNames {
  const find = (label: string) => {
    const name = tableOf(label);
    return name && live.tables.get(tableKey(name.schema, name.name));
  };
  return {
    table: find,
    column: (label, wanted) => {
      const name = formerColumns.get(label)?.get(wanted) ?? wanted;
      return find(label)?.model.columns.find((column) => column.name === name)?.name;
    },
  };
}
