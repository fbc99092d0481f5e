// Scratch schemas: things are made there as the user wrote them, within a transaction that is rolled back, and read back
// by the same inspector, in the server's own words.
import type { PluginError } from "../../protocol/errors.ts";
import { quoteName } from "../kit/quote.ts";
import type { Catalog } from "./catalog.ts";
import type { Driver } from "./driver.ts";
import { databaseError } from "./errors.ts";
import { inspectParts, readParts } from "./inspect.ts";
import { type ServerFacts, sqlDeparseInFull, sqlSearchPath, sqlSettings } from "./server.ts";

/** The scratch schemas of one round. */
export class ScratchSchemas {
  readonly #driver: Driver;
  readonly #server: ServerFacts;
  /** Unguessable, so that what the server says of them cannot be mistaken for anything else. */
  readonly #prefix = `_schemahero_${crypto.randomUUID().replaceAll("-", "").slice(0, 16)}_`;
  /** Scratch schemas by the schemas that they stand for. */
  readonly #schemas = new Map<string, string>();
  /** What must be there before anything is made: each is tried, and what the server refuses is left out. */
  readonly #basis: readonly string[];
  #isOpen = false;
  #shadows: readonly string[] = [];

  constructor(driver: Driver, server: ServerFacts, basis: readonly string[] = []) {
    this.#driver = driver;
    this.#server = server;
    this.#basis = basis;
  }

  /**
   * Begins, with a scratch schema for each that is named. `shadows`: names without a schema are looked up in the scratch
   * schemas first, so that what is made there hides what is live.
   */
  async begin(schemas: Iterable<string>, shadows: boolean): Promise<void> {
    for (const schema of schemas) {
      if (!this.#schemas.has(schema)) this.#schemas.set(schema, `${this.#prefix}${this.#schemas.size}`);
    }
    this.#shadows = shadows ? this.#server.searchPath.flatMap((name) => this.#schemas.get(name) ?? []) : [];
    this.#isOpen = true;
    await this.#driver.batch(
      [
        "begin",
        sqlSettings(this.#server),
        ...[...this.#schemas.values()].map((name) => `create schema ${quoteName(name)}`),
        this.#path(),
      ].join("; "),
    );
    for (const sql of this.#basis) await this.attempt([sql]);
  }

  /** The scratch schema that stands for a real one; the real one itself when there is none. */
  nameFor(schema: string | undefined): string {
    return this.#schemas.get(schema ?? "") ?? schema ?? "";
  }

  /** Sends statements one behind the other, without waiting for each. True when the server accepted all. */
  async runAll(statements: readonly string[]): Promise<boolean> {
    const outcomes = await Promise.allSettled(statements.map((sql) => this.#driver.run(sql)));
    const isWhole = outcomes.every(({ status }) => status === "fulfilled");
    if (!isWhole) await this.close();
    return isWhole;
  }

  /** Where names without a schema are looked up besides. */
  get searchPath(): readonly string[] {
    return this.#server.searchPath;
  }

  /** The server's words against statements; undefined when it accepts them. */
  async attempt(statements: readonly string[], takesBack = false): Promise<string | undefined> {
    return (await this.refusalOf(statements, takesBack))?.message;
  }

  /** The server's error; undefined when it accepts the statements. `takesBack`: nothing is left of them. */
  async refusalOf(statements: readonly string[], takesBack = false): Promise<PluginError | undefined> {
    await this.#driver.batch("savepoint attempt");
    try {
      for (const sql of statements) await this.#driver.run(sql);
      await this.#driver.batch(takesBack ? "rollback to attempt" : "release attempt");
      return undefined;
    } catch (error) {
      await this.#driver.batch("rollback to attempt");
      return databaseError(error);
    }
  }

  /** The same, with names that mean what is live, whatever scratch schemas have. */
  async attemptOutside(statements: readonly string[]): Promise<string | undefined> {
    await this.#driver.batch(sqlSearchPath(this.#server.searchPath));
    const refusal = await this.attempt(statements);
    await this.#driver.batch(this.#path());
    return refusal;
  }

  #path(): string {
    return sqlSearchPath([...this.#shadows, ...this.#server.searchPath]);
  }

  /** What is in the scratch schemas, under their own names. */
  async read(): Promise<Catalog> {
    const parts = inspectParts({ schemas: [...this.#schemas.values()], names: [] }, this.#server);
    const results = await this.#driver.batch(
      `${sqlDeparseInFull(this.#server)}; ${parts.map(({ sql }) => sql).join(";\n")}`,
    );
    return readParts(parts, results.slice(-parts.length).map(({ rows }) => rows), this.#server);
  }

  /** What the server says of the scratch schemas, said of those that they stand for. */
  realNames(sql: string): string {
    if (!sql.includes(this.#prefix)) return sql;
    let text = sql;
    for (const [real, scratch] of this.#schemas) {
      text = text.replaceAll(
        new RegExp(`"?${scratch}"?`, "g"),
        () => /^[a-z_][a-z0-9_]*$/.test(real) ? real : quoteName(real),
      );
    }
    return text;
  }

  /** The same for a schema's name, which is not SQL. */
  realSchema(name: string | undefined): string | undefined {
    for (const [real, scratch] of this.#schemas) {
      if (scratch === name) return real;
    }
    return name;
  }

  /** Takes everything back. */
  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#driver.batch("rollback");
  }
}
