// Lengths of time, as people and as PostgreSQL write them. Chunks are measured in microseconds, policies keep months and
// days apart, as PostgreSQL does.

/** A length of time. */
export interface Length {
  readonly months: number;
  readonly days: number;
  readonly micros: bigint;
}

const DAY_MICROS = 86_400_000_000n;

/** How much of months, days and microseconds one unit is. */
const UNITS: readonly (readonly [pattern: RegExp, field: "months" | "days" | "micros", count: number])[] = [
  [/^(?:y|yrs?|years?)$/, "months", 12],
  [/^(?:mons?|months?)$/, "months", 1],
  [/^(?:w|weeks?)$/, "days", 7],
  [/^(?:d|days?)$/, "days", 1],
  [/^(?:h|hrs?|hours?)$/, "micros", 3_600_000_000],
  [/^(?:m|mins?|minutes?)$/, "micros", 60_000_000],
  [/^(?:s|secs?|seconds?)$/, "micros", 1_000_000],
  [/^(?:ms|msecs?|milliseconds?)$/, "micros", 1000],
  [/^(?:us|usecs?|microseconds?)$/, "micros", 1],
];

/** Reads `7 days`, `1 day 12:00:00`, `1 mon`; undefined: it is none, or not a whole number of what it counts. */
export function readLength(text: string): Length | undefined {
  const sum = { months: 0, days: 0, micros: 0n };
  let rest = text.trim().toLowerCase().replace(/^interval\s+'(.*)'$/, "$1").trim();
  if (rest === "") return undefined;
  while (rest !== "") {
    const clock = /^(\d+):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(?=\s|$)/.exec(rest);
    const counted = /^(\d+)(\.\d+)?\s*([a-z]+)(?=[\s\d]|$)/.exec(rest);
    if (clock) {
      const [, hours = "0", minutes = "0", seconds = "0", fraction = ""] = clock;
      sum.micros += (BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds)) * 1_000_000n +
        BigInt(fraction.padEnd(6, "0"));
    } else if (counted) {
      const [, whole = "0", fraction = "", word = ""] = counted;
      const unit = UNITS.find(([pattern]) => pattern.test(word));
      const amount = unit && Number(whole + fraction) * unit[2];
      if (!unit || amount === undefined || !Number.isSafeInteger(amount)) return undefined;
      if (unit[1] === "micros") sum.micros += BigInt(amount);
      else sum[unit[1]] += amount;
    } else return undefined;
    rest = rest.slice((clock ?? counted)?.[0].length).trim();
  }
  return sum;
}

/** The length in microseconds, as TimescaleDB counts chunks: a month has 30 days. */
export function microsOf({ months, days, micros }: Length): bigint {
  return BigInt(months * 30 + days) * DAY_MICROS + micros;
}

/** One text for each length: what is compared. */
export function lengthText({ months, days, micros }: Length): string {
  const count = (number: number | bigint, unit: string) =>
    Number(number) === 0 ? [] : [`${number} ${unit}${Number(number) === 1 ? "" : "s"}`];
  const [hours, minutes, seconds] = [
    micros / 3_600_000_000n,
    micros / 60_000_000n % 60n,
    micros % 60_000_000n,
  ];
  const parts = [
    ...count(Math.trunc(months / 12), "year"),
    ...count(months % 12, "month"),
    ...count(days, "day"),
    ...count(hours, "hour"),
    ...count(minutes, "minute"),
    ...(seconds % 1_000_000n === 0n ? count(seconds / 1_000_000n, "second") : count(
      seconds % 1000n === 0n ? seconds / 1000n : seconds,
      seconds % 1000n === 0n ? "millisecond" : "microsecond",
    )),
  ];
  return parts.length === 0 ? "0 seconds" : parts.join(" ");
}

/** Microseconds as a text: whole days are days. */
export function microsText(micros: bigint): string {
  return lengthText({ months: 0, days: Number(micros / DAY_MICROS), micros: micros % DAY_MICROS });
}
