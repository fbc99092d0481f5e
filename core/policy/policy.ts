// Says whether a plan may run: a fold over its hazards and the permissions that the user gave. Nothing that deletes
// data passes without a permission that names it.
import type { Hazard, Statement } from "../../protocol/plan.ts";

/** What the user allowed. */
export interface Permissions {
  /** Values of `--allow`, e.g. `drop-column:customer.fax`. */
  readonly allow: readonly string[];
  /** `--allow-destructive`: everything. */
  readonly allowDestructive: boolean;
}

/** A statement that may not run, and the permission that would let it. */
export interface Refusal {
  readonly statement: Statement;
  readonly hazard: Hazard;
}

/** Whether a plan may run. */
export interface Verdict {
  readonly refusals: readonly Refusal[];
  /** Values of `--allow` that no statement needed: a typing error, or no longer true. */
  readonly unusedPermissions: readonly string[];
}

/** Judges statements. A plan may run when there are no refusals. */
export function judge(statements: readonly Statement[], permissions: Permissions): Verdict {
  const unused = new Set(permissions.allow);
  const allowed = new Set(permissions.allow);
  const refusals: Refusal[] = [];
  for (const statement of statements) {
    for (const hazard of statement.hazards) {
      if (hazard.kind !== "deletes-data") continue;
      if (hazard.allow !== undefined) unused.delete(hazard.allow);
      const passes = permissions.allowDestructive ||
        (hazard.allow !== undefined && allowed.has(hazard.allow));
      if (!passes) refusals.push({ statement, hazard });
    }
  }
  return { refusals: withoutRepeats(refusals), unusedPermissions: [...unused] };
}

/** A rebuild deletes the same column once, however many statements say so. */
function withoutRepeats(refusals: readonly Refusal[]): Refusal[] {
  const seen = new Set<string>();
  return refusals.filter(({ statement, hazard }) => {
    const key = hazard.allow ?? statement.sql;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
