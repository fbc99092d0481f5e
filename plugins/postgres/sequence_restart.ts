// Whether a sequence can go on from its last number once its limits are others: PostgreSQL refuses limits that the last
// number is not within, so it begins anew, which is told, or the change cannot be made, which is told too.
import type { Hazard } from "../../protocol/plan.ts";
import type { QualifiedName } from "./model.ts";
import type { WholeOptions } from "./sequence_options.ts";

/** What is asked of live sequences. */
export interface SequenceCounts {
  /** The last number that it gave, or was set to; undefined: it may not be read. */
  lastNumber(sequence: QualifiedName): bigint | undefined;
  /** True when it gave that number, false when that is its next one. */
  gaveNumber(sequence: QualifiedName): boolean;
}

/** A sequence whose options change. */
export interface ChangedSequence {
  /** As it is called now. */
  readonly sequence: QualifiedName;
  /** `sequence s`, `column id of t`. */
  readonly words: string;
  readonly from: WholeOptions;
  readonly to: WholeOptions;
}

/** Whether the sequence must begin anew, and what is to be known of that. */
export interface Restart {
  readonly restarts: boolean;
  readonly hazards: readonly Hazard[];
}

const GOES_ON: Restart = { restarts: false, hazards: [] };

/** Looks whether the last number suits the new limits. */
export function restartOf(change: ChangedSequence, counts: SequenceCounts): Restart {
  const { sequence, words, from, to } = change;
  const [minimum, maximum, start] = [BigInt(to.minimum), BigInt(to.maximum), BigInt(to.start)];
  if (minimum <= BigInt(from.minimum) && maximum >= BigInt(from.maximum)) return GOES_ON;
  const limitsText = `between ${minimum} and ${maximum}`;
  const [last, isUsed] = [counts.lastNumber(sequence), counts.gaveNumber(sequence)]; // asked for together
  if (last === undefined) {
    const message = `Fails when the last number of ${words}, which may not be read, is not ${limitsText}`;
    return { restarts: false, hazards: [{ kind: "may-fail", message }] };
  }
  if (last >= minimum && last <= maximum) return GOES_ON;
  if (!isUsed && last === BigInt(from.start)) return { restarts: true, hazards: [] };
  const isDown = from.increment.startsWith("-");
  const repeats = isDown
    ? start >= last && start <= BigInt(from.maximum)
    : start <= last && start >= BigInt(from.minimum);
  if (repeats && !to.cycle) {
    const message = `Fails because the last number of ${words}, ${last}, is not ${limitsText}, and numbers ` +
      `from ${start} on were given before: set it by hand first, with "restart with"`;
    return { restarts: false, hazards: [{ kind: "may-fail", message }] };
  }
  const message =
    `Lets ${words} begin anew at ${start}, because its last number, ${last}, is not ${limitsText}`;
  return { restarts: true, hazards: [{ kind: "changes-data", message }] };
}
