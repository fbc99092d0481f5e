// Judges the SQL of expression cells: whether it is SQL at all, and whether its value is the same each time, so that it
// can be compared with what is stored.
import type { Driver } from "./driver.ts";
import { messageOf } from "./errors.ts";
import { SeedRefusal } from "../kit/seed_refusal.ts";
import { type ServerFacts, sqlSearchPath, sqlSettings } from "./server.ts";
import { isContained } from "./tokens.ts";

/** Judges each expression once. */
export class SeedExpressions {
  readonly #driver: Driver | undefined;
  readonly #server: ServerFacts;
  readonly #known = new Map<string, boolean>();

  constructor(driver: Driver | undefined, server: ServerFacts) {
    this.#driver = driver;
    this.#server = server;
  }

  /**
   * True when an expression has the same value each time. The server is asked: a generated column accepts no other. One
   * that it cannot judge counts as varying: it is written where its row is missing, and never compared.
   * @throws {SeedRefusal} when it is not one SQL expression
   */
  async isStable(expressionSql: string): Promise<boolean> {
    const known = this.#known.get(expressionSql);
    if (known !== undefined) return known;
    if (!isContained(expressionSql)) {
      throw new SeedRefusal("invalid-expression", `Not one complete SQL expression: ${expressionSql}`);
    }
    const isStable = await this.#isAcceptedAsGenerated(expressionSql);
    this.#known.set(expressionSql, isStable);
    return isStable;
  }

  async #isAcceptedAsGenerated(expressionSql: string): Promise<boolean> {
    if (!this.#driver) return false;
    await this.#driver.batch(
      `begin; ${sqlSettings(this.#server)}; ${sqlSearchPath(this.#server.searchPath)}; savepoint probe`,
    );
    try {
      await this.#driver.run(
        `create temporary table _schemahero_probe (g text generated always as ((${expressionSql})::text) stored)`,
      );
      return true;
    } catch {
      // Why it was refused is asked next.
      await this.#driver.batch("rollback to probe");
      await this.#refuseInvalid(expressionSql);
      return false;
    } finally {
      await this.#driver.batch("rollback");
    }
  }

  /** Tells an expression that varies from one that is no SQL. One that needs planned tables is let through. */
  async #refuseInvalid(expressionSql: string): Promise<void> {
    try {
      await this.#driver?.run(`explain select (${expressionSql})`);
    } catch (error) {
      const message = messageOf(error);
      if (/relation .* does not exist/.test(message)) return;
      throw new SeedRefusal(
        "invalid-expression",
        `PostgreSQL refuses the expression ${expressionSql}: ${message}`,
      );
    }
  }
}
