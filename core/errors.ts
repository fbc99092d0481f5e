// The one error class of the core. main.ts turns it into a message and an exit code; nothing else prints errors.

/** Exit codes of the command line. Pinned by a test. */
export const EXIT = { ok: 0, failed: 1, usage: 2, changes: 3, refused: 4 } as const;

/** The optional facts of a {@linkcode SchemaHeroError}. */
export interface SchemaHeroErrorOptions {
  /** What the user can do next, one sentence each line. */
  readonly hint?: string;
  /** Lines shown below the message as they stand: a source excerpt, a stderr tail. */
  readonly detail?: string;
  /** Facts for programs. */
  readonly data?: unknown;
  readonly exitCode?: number;
  readonly cause?: unknown;
}

/** A failure that is the user's to understand: shown without a stack trace. */
export class SchemaHeroError extends Error {
  override readonly name = "SchemaHeroError";
  /** A stable dotted code, e.g. `plugin.not-executable`. */
  readonly code: string;
  readonly hint: string | undefined;
  readonly detail: string | undefined;
  readonly data: unknown;
  readonly exitCode: number;

  constructor(code: string, message: string, options: SchemaHeroErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.detail = options.detail;
    this.data = options.data;
    this.exitCode = options.exitCode ?? EXIT.failed;
  }
}
