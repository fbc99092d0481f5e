// Numbers that look random and are the same for the same seed, for every randomised test of engines.

/** A small generator of repeatable numbers (mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 to below 1. */
  roll(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** True with a probability. */
  chance(probability: number): boolean {
    return this.roll() < probability;
  }

  /** From 0 to below the limit. */
  below(limit: number): number {
    return Math.floor(this.roll() * limit);
  }

  /** One of the things. @throws {RangeError} when there is none */
  pick<T>(things: readonly T[]): T {
    const thing = things[this.below(things.length)];
    if (thing === undefined) throw new RangeError("Nothing to pick from");
    return thing;
  }

  /** Some of the things, at least one, in any order. */
  some<T>(things: readonly T[], most: number): T[] {
    const left = [...things];
    const taken: T[] = [];
    for (let count = 1 + this.below(Math.min(most, left.length)); count > 0; count--) {
      taken.push(...left.splice(this.below(left.length), 1));
    }
    return taken;
  }
}
