// Says whether a plan may run: a fold over its hazards and the permissions that the user gave. Nothing that deletes
// data passes without a permission that names it, and nothing that would fill the disk is begun.
import type { Hazard, Statement } from "../../protocol/plan.ts";
import type { Plan } from "../plan/plan.ts";

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
  readonly shortage?: Shortage;
}

/** The disk has less room than the plan takes until it is done, in bytes. */
export interface Shortage {
  readonly neededBytes: bigint;
  readonly freeBytes: bigint;
}

/**
 * Judges a plan. It may run when there are no refusals and no shortage.
 * @param freeBytes what is free beside the file that the plan needs disk for; undefined where that is not known
 */
export function judge(
  { statements, disk }: Pick<Plan, "statements" | "disk">,
  permissions: Permissions,
  freeBytes?: bigint,
): Verdict {
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
  const isShort = disk !== undefined && freeBytes !== undefined && freeBytes < disk.bytes;
  return {
    refusals: withoutRepeats(refusals),
    unusedPermissions: [...unused],
    ...(isShort && { shortage: { neededBytes: disk.bytes, freeBytes } }),
  };
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
