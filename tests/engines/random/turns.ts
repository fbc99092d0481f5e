// Gives each kind of change its turn: the seed says whose it is, so that no kind depends on luck.
import { Dice } from "./dice.ts";

/** How many worlds are made at most until one has a place for the kind whose turn it is. */
const MAX_WORLDS = 300;
/** What the dice of one seed's worlds differ by: far from the seeds of other rounds. */
const STRIDE = 1_000_003;

/** The kind whose turn a seed is. @throws {RangeError} when there is none */
export function turnOf(seed: number, kinds: readonly string[]): string {
  const kind = kinds[seed % kinds.length];
  if (kind === undefined) throw new RangeError("There are no kinds");
  return kind;
}

/** The first seed from a number on that is the turn of a kind. */
export function nextTurn(from: number, kind: string, kinds: readonly string[]): number {
  const at = kinds.indexOf(kind);
  return from + ((at - from) % kinds.length + kinds.length) % kinds.length;
}

/**
 * The round of a seed in which the kind of its turn occurs.
 * @param make undefined when the world of these dice has no place for the kind
 * @throws {RangeError} when no world has one
 */
export function roundWithTurn<T>(
  seed: number,
  kinds: readonly string[],
  make: (dice: Dice, kind: string) => T | undefined,
): T {
  const kind = turnOf(seed, kinds);
  for (let world = 0; world < MAX_WORLDS; world++) {
    const round = make(new Dice(seed + world * STRIDE), kind);
    if (round !== undefined) return round;
  }
  throw new RangeError(`No world has a place for: ${kind}`);
}
