// Counts rows of the live database for hazards. The shared rules ask for numbers at once, so that a plan is made twice:
// first to hear the questions, then, when the server has answered them, with the answers.
import type { ForeignKey } from "../../protocol/model.ts";
import type { LiveCounts } from "../kit/hazards.ts";
import type { CatalogTable } from "./catalog.ts";
import type { Driver } from "./driver.ts";
import { isServerError } from "./errors.ts";
import { quote, quoteAll } from "./literal.ts";

/** What things are called now, by the names they will have. */
export interface LiveNames {
  /** The live table; undefined when it does not exist yet. */
  table(wanted: string): CatalogTable | undefined;
  /** The live name of a column; undefined when it does not exist yet. */
  column(table: string, wanted: string): string | undefined;
}

/** A table larger than this is not counted: the server's own estimate is told. */
const MAX_COUNTED_BYTES = 1024n * 1024n * 1024n;

/** Questions that are asked in one statement: each takes some of the server's memory. */
const AT_ONCE = 50;

/** Answers what is known, and remembers what is not. */
export class Counts implements LiveCounts {
  readonly #names: LiveNames;
  readonly #known = new Map<string, bigint | undefined>();
  readonly #open = new Set<string>();

  constructor(names: LiveNames) {
    this.#names = names;
  }

  rows(table: string): bigint {
    return this.#count(table, "") ?? 0n;
  }

  values(table: string, column: string): bigint {
    return this.#byColumn(table, column, "is not null");
  }

  nulls(table: string, column: string): bigint {
    return this.#byColumn(table, column, "is null");
  }

  doubles(table: string, columns: readonly string[]): bigint | undefined {
    const there = this.#names.table(table);
    const live = this.#columns(table, columns);
    if (!there || !live || isLarge(there)) return undefined;
    const presentSql = live.map((column) => `${quote(column)} is not null`).join(" and ");
    return this.#ask(
      `select coalesce(sum(n), 0) from (select count(*) as n from ${
        quote(there.model.name)
      } where ${presentSql} group by ${quoteAll(live)} having count(*) > 1) doubles`,
    );
  }

  orphans(table: string, key: ForeignKey): bigint | undefined {
    const child = this.#names.table(table);
    const live = this.#columns(table, key.columns);
    if (!child || !live || isLarge(child)) return undefined;
    const parent = key.references.schema === undefined ? this.#names.table(key.references.table) : undefined;
    const parents = this.#columns(key.references.table, key.references.columns);
    const presentSql = live.map((column) => `c.${quote(column)} is not null`).join(" and ");
    const sql = `select count(*) from ${quote(child.model.name)} c where ${presentSql}`;
    if (key.references.schema !== undefined) return undefined;
    if (!parent || !parents) return this.#ask(sql);
    const matchSql = parents.map((column, at) => `p.${quote(column)} = c.${quote(live[at] ?? "")}`).join(
      " and ",
    );
    return this.#ask(`${sql} and not exists (select 1 from ${quote(parent.model.name)} p where ${matchSql})`);
  }

  /** Conditions may name what only the plan makes: one that the server refuses counts as unknown. */
  failures(table: string, conditionSql: string): bigint | undefined {
    const there = this.#names.table(table);
    if (!there || isLarge(there)) return undefined;
    return this.#ask(`select count(*) from ${quote(there.model.name)} where not (${conditionSql})`);
  }

  /** Asks what is open. True when there was anything to ask. */
  async answer(driver: Driver): Promise<boolean> {
    const questions = [...this.#open];
    this.#open.clear();
    for (let at = 0; at < questions.length; at += AT_ONCE) {
      await this.#answerAll(driver, questions.slice(at, at + AT_ONCE));
    }
    return questions.length > 0;
  }

  /** In one statement; by halves when the server refuses one of them. */
  async #answerAll(driver: Driver, questions: readonly string[]): Promise<void> {
    try {
      const selectsSql = questions.map((questionSql, atSql) => `select ${atSql}, (${questionSql})`);
      for (const [at, count] of await driver.rows(selectsSql.join(" union all "))) {
        this.#known.set(questions[Number(at)] ?? "", BigInt(count ?? 0));
      }
    } catch (error) {
      if (!isServerError(error)) throw error;
      const [question = "", ...others] = questions;
      if (others.length === 0) {
        this.#known.set(question, undefined); // a column that the plan makes, or that may not be read
        return;
      }
      const middle = questions.length >> 1;
      await this.#answerAll(driver, questions.slice(0, middle));
      await this.#answerAll(driver, questions.slice(middle));
    }
  }

  #byColumn(table: string, wanted: string, testSql: string): bigint {
    const column = this.#names.column(table, wanted);
    return column === undefined ? 0n : this.#count(table, ` where ${quote(column)} ${testSql}`) ?? 0n;
  }

  #count(table: string, conditionSql: string): bigint | undefined {
    const there = this.#names.table(table);
    if (!there) return 0n;
    if (isLarge(there)) return there.rowEstimate > 0n ? there.rowEstimate : 1n;
    return this.#ask(`select count(*) from ${quote(there.model.name)}${conditionSql}`);
  }

  #ask(sql: string): bigint | undefined {
    if (this.#known.has(sql)) return this.#known.get(sql);
    this.#open.add(sql);
    return 1n; // not nothing, so that what depends on it is asked, too
  }

  #columns(table: string, columns: readonly string[]): string[] | undefined {
    const live = columns.flatMap((column) => this.#names.column(table, column) ?? []);
    return live.length === columns.length ? live : undefined;
  }
}

function isLarge({ bytes }: CatalogTable): boolean {
  return bytes > MAX_COUNTED_BYTES;
}
