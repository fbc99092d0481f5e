// Random values and bytes out of one seed, for the property tests and fuzz. The same seed gives the same run.

/** A source of chance (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 up to, but not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer from 0 up to, but not including, `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** One of the values. */
  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T; // never called with an empty list
  }

  /** Random bytes. */
  bytes(length: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  /** Well-formed text of any planes, with what breaks naive code among it. */
  text(): string {
    const pieces = [
      "",
      "a",
      "é",
      "€",
      "😀",
      "\u0000",
      "\uFEFF",
      "\u202e",
      "\ufffd",
      "x".repeat(this.below(400)),
    ];
    return Array.from({ length: this.below(5) }, () => this.pick(pieces)).join("");
  }

  /** Any number that a frame can carry: as decode() gives it. */
  number(): number | bigint {
    const bits = this.below(65);
    const whole = BigInt.asUintN(64, BigInt(this.below(2 ** 32)) << 32n | BigInt(this.below(2 ** 32))) >>
      BigInt(64 - bits);
    const edge = this.pick([0n, 1n, -1n]);
    const signed = this.pick([whole, -(whole >> 1n), (1n << BigInt(Math.min(bits, 63))) + edge]);
    const float = this.pick([-0, 0.1, 1e308, 5e-324, -1.5, 2 ** 60, this.next() * 2 ** this.below(1000)]);
    const number = this.pick<number | bigint>([signed, Number(signed), float]);
    if (typeof number === "bigint" && Number.isSafeInteger(Number(number))) return Number(number);
    return number;
  }

  /** Any value that a frame can carry. */
  value(depth = 0): unknown {
    switch (this.below(depth > 5 ? 5 : 8)) {
      case 0:
        return null;
      case 1:
        return this.below(2) === 0;
      case 2:
        return this.number();
      case 3:
        return this.text();
      case 4:
        return this.bytes(this.pick([0, 1, 255, 256, 300]));
      case 5:
        return Array.from({ length: this.below(6) }, () => this.value(depth + 1));
      case 6:
        return Array.from({ length: this.pick([15, 16, 17]) }, () => this.below(300));
      default:
        return Object.fromEntries(
          Array.from({ length: this.pick([0, 1, 3, 15, 16, 20]) }, (_, index) => [
            `${this.text()}${index}`,
            this.value(depth + 1),
          ]),
        );
    }
  }

  /** A copy with some bytes changed, cut, doubled or put in. */
  mutate(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    let copy = new Uint8Array(bytes);
    for (let change = this.below(4); change >= 0; change--) {
      const at = this.below(copy.length + 1);
      switch (this.below(5)) {
        case 0:
          copy[at] = this.below(256);
          break;
        case 1:
          copy[at] = (copy[at] ?? 0) ^ (1 << this.below(8));
          break;
        case 2:
          copy = copy.slice(0, at);
          break;
        case 3:
          copy = new Uint8Array([
            ...copy.subarray(0, at),
            ...this.bytes(this.below(6)),
            ...copy.subarray(at),
          ]);
          break;
        default:
          copy[at] = this.pick([0xc1, 0xdd, 0xdf, 0xdb, 0xc6, 0xc9, 0xff, 0x80, 0x9f, 0xd9]);
      }
    }
    return copy;
  }
}

/** The seed and the number of rounds of this run: SCHEMAHERO_TEST_SEED and SCHEMAHERO_TEST_ROUNDS where set. */
export function fuzzSettings(): { readonly seed: number; readonly rounds: number } {
  const seed = Number(Deno.env.get("SCHEMAHERO_TEST_SEED") ?? 20261123);
  const rounds = Number(Deno.env.get("SCHEMAHERO_TEST_ROUNDS") ?? 2000);
  return { seed, rounds };
}
