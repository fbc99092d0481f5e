// Judges the SQL of expression cells: whether it is SQL at all, and whether its value is the same each time, so that
// it can be compared with what is stored.
import { type Database, messageOf, queryValue } from "./database.ts";
import { SeedRefusal } from "../kit/seed_refusal.ts";
import { isContained, tokenize } from "./tokens.ts";

/** Judges each expression once. */
export class SeedExpressions {
  readonly #db: Database;
  readonly #known = new Map<string, boolean>();

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * True when an expression has the same value each time. SQLite is asked: a generated column accepts no other, and
   * no subquery either, so that a cell with one is inserted where its row is missing, and never compared.
   * @throws {SeedRefusal} when it is not one SQL expression
   */
  isStable(expressionSql: string): boolean {
    const known = this.#known.get(expressionSql);
    if (known !== undefined) return known;
    if (tokenize(expressionSql).length === 0 || !isContained(expressionSql)) {
      throw new SeedRefusal("invalid-expression", `Not one complete SQL expression: ${expressionSql}`);
    }
    const isStable = this.#isAcceptedAsGenerated(expressionSql);
    if (!isStable) this.#refuseInvalid(expressionSql);
    this.#known.set(expressionSql, isStable);
    return isStable;
  }

  #isAcceptedAsGenerated(expressionSql: string): boolean {
    this.#db.exec("savepoint probe");
    try {
      this.#db.exec(`create table temp."_schemahero_probe" (a, g as (${expressionSql}))`);
      this.#db.exec(`insert into temp."_schemahero_probe" (a) values (1)`);
      queryValue(this.#db, `select typeof(g) from temp."_schemahero_probe"`);
      return true;
    } catch {
      return false; // why it was refused is asked next
    } finally {
      this.#db.exec("rollback to probe; release probe");
    }
  }

  /** Tells an expression that varies from one that is no SQL. One that needs planned tables is let through. */
  #refuseInvalid(expressionSql: string): void {
    try {
      this.#db.prepare(`select (${expressionSql})`);
    } catch (error) {
      const message = messageOf(error);
      if (/^no such (?:table|column)/.test(message)) return;
      throw new SeedRefusal(
        "invalid-expression",
        `SQLite refuses the expression ${expressionSql}: ${message}`,
      );
    }
  }
}
