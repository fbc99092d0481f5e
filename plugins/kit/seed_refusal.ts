// The error for seed rows that cannot be planned, whoever wrote them.
import type { Diagnostic } from "../../protocol/errors.ts";
import type { SpecItem } from "../../protocol/plan.ts";

/** Seed rows that cannot be planned. It becomes a diagnostic of their spec. */
export class SeedRefusal extends Error {
  override readonly name = "SeedRefusal";
  readonly #code: string;
  readonly #hint: string | undefined;

  constructor(code: string, message: string, hint?: string) {
    super(message);
    this.#code = code;
    this.#hint = hint;
  }

  /** The form in which the user gets it. */
  diagnostic(spec: SpecItem): Diagnostic {
    return {
      severity: "error",
      code: this.#code,
      message: this.message,
      spec: spec.index,
      ...(this.#hint !== undefined && { hint: this.#hint }),
    };
  }
}
