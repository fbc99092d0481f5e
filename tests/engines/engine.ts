// What the case runner needs of an engine: a database for each case, and an independent judge of what is in it.
// One such file per engine (tests/engines/<name>/engine.ts); the runner, the laws and the coverage know no engine.
import type { FileSource } from "../../core/specs/mod.ts";
import type { DatabasePlugin } from "../../protocol/plugin.ts";

/** One object as the judge sees it. Equal forms mean equal objects, however they were written. */
export interface JudgedObject {
  readonly type: string;
  readonly name: string;
  /** The table that an index or trigger belongs to; else the object's own name. */
  readonly table: string;
  readonly form: string;
}

/** A whole schema as the judge sees it. */
export interface Judgement {
  readonly objects: readonly JudgedObject[];
  /** What the engine's own checks complain of: broken pages, rows without parents, views that cannot be read. */
  readonly complaints: readonly string[];
}

/** The rows of one table. A cell is text that shows type and value. */
export interface TableRows {
  readonly columns: readonly string[];
  /** True when the first cell of each row is the row's hidden number. */
  readonly hasHiddenKey: boolean;
  readonly rows: readonly (readonly string[])[];
}

/** One database of one case. */
export interface TestDatabase {
  readonly uri: string;
  /** Runs a script by the engine's own means, not through the plugin. */
  run(sql: string): Promise<void>;
  /** A database of its own with the same contents. */
  copy(name: string): Promise<TestDatabase>;
  /** Removes the database. */
  drop(): Promise<void>;
  judge(): Promise<Judgement>;
  rows(): Promise<ReadonlyMap<string, TableRows>>;
  /** Rows as text, one a row, cells joined by ` | `. */
  query(sql: string): Promise<readonly string[]>;
  /** For each statement, tried alone and taken back, what the engine says against it; undefined when it accepts. */
  refusals(sqls: readonly string[]): Promise<readonly (string | undefined)[]>;
}

/** A running engine with its judge. */
export interface TestServer {
  /** An empty database; with the settings of another, where databases have some of their own. */
  create(name: string, like?: TestDatabase): Promise<TestDatabase>;
  close(): Promise<void>;
}

/** An engine under test. */
export interface TestEngine {
  /** The engine's name, which is also the key of its bodies in specs and its folder in tests/engines. */
  readonly name: string;
  readonly plugin: DatabasePlugin;
  /** Where several servers are tested by the same cases: which one it is. Its plans may differ: plan.<variant>.sql. */
  readonly variant?: string;
  /** True for the variant whose plans are plan.sql, not files of its own. */
  readonly isUsualVariant?: boolean;
  /** Other variants whose cases it runs, and whose plans it has where it has none of its own. */
  readonly alsoVariants?: readonly string[];
  /**
   * True: it commits every statement that changes a schema, so that a plan which fails in between leaves what it had
   * done.
   */
  readonly commitsStatements?: boolean;
  /** How many cases run side by side; default 4. */
  readonly atOnce?: number;
  /** True: what was before a case is made a second time, instead of copied. */
  readonly makesAgain?: boolean;
  /** Reads the cases' specs; absent: as the files are. */
  readonly source?: FileSource;
  /** How names are compared. */
  fold(name: string): string;
  /** The namespaces that `generate` is asked for; absent: the engine's usual one. */
  schemasOf?(uri: string): Promise<readonly string[]>;
  /**
   * A running engine, or the reason why there is none on this machine. `isSandboxed`: its databases are reached by
   * real plugin processes with their permissions.
   */
  start(isSandboxed?: boolean): Promise<TestServer | string>;
}
