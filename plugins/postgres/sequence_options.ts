// The options of sequences, those of identity columns and those on their own: what goes without saying, and what a spec
// changes of it.
import type { Column } from "../../protocol/model.ts";
import { columnExtra, type SequenceOptions } from "./model.ts";
import type { ColumnSpec } from "./spec.ts";

/** The bits of an integer type's positive numbers. */
export function integerBits(type: string): number {
  return type === "smallint" ? 15 : type === "integer" ? 31 : 63;
}

/** The usual limits of a sequence, by its type and direction. */
export function usualLimits(
  type: string,
  increment: string,
): { readonly minimum: string; readonly maximum: string } {
  const end = 2n ** BigInt(integerBits(type));
  return increment.startsWith("-")
    ? { minimum: String(-end), maximum: "-1" }
    : { minimum: "1", maximum: String(end - 1n) };
}

/** All options of a sequence. */
export type WholeOptions = Required<SequenceOptions>;

/** Every option, the usual ones too. */
export function allOptions(type: string, given: SequenceOptions): WholeOptions {
  const increment = given.increment ?? "1";
  const limits = usualLimits(type, increment);
  const minimum = given.minimum ?? limits.minimum;
  const maximum = given.maximum ?? limits.maximum;
  const start = given.start ?? (increment.startsWith("-") ? maximum : minimum);
  return { start, increment, minimum, maximum, cache: given.cache ?? "1", cycle: given.cycle ?? false };
}

/** Options of a sequence, as the catalog has them, that are not the usual ones for its type and direction. */
export function unusualOptions(row: readonly unknown[]): SequenceOptions {
  const [type = "", start, increment = "1", minimum, maximum, cache, cycle] = row.map(String);
  const usual = usualLimits(type, increment);
  const usualStart = increment.startsWith("-") ? maximum : minimum;
  return {
    ...(start !== usualStart && start !== undefined && { start }),
    ...(increment !== "1" && { increment }),
    ...(minimum !== usual.minimum && minimum !== undefined && { minimum }),
    ...(maximum !== usual.maximum && maximum !== undefined && { maximum }),
    ...(cache !== "1" && cache !== undefined && { cache }),
    ...(cycle === "true" && { cycle: true }),
  };
}

/**
 * The options of an identity column as a spec writes them. Numbers stay texts: they may be larger than 2^53. `refuse`
 * hears of those that are none.
 */
export function readOptions(
  spec: NonNullable<ColumnSpec["sequence"]>,
  refuse: (message: string, option: string) => void,
): SequenceOptions {
  return Object.fromEntries(
    Object.entries(spec).map(([option, value]) => {
      if (typeof value === "boolean") return [option, value];
      const text = String(value).trim();
      if (/^[+-]?\d{1,19}$/.test(text)) return [option, String(BigInt(text.replace("+", "")))];
      refuse(`Not a whole number: ${text}`, option);
      return [option, text];
    }),
  );
}

/** What the sequence of a kept identity column has, once its type is wide enough, and what it will have. */
export function identityOptions(
  from: Column,
  to: Column,
): { readonly live: WholeOptions; readonly goal: WholeOptions } {
  const given = columnExtra(from).sequence ?? {};
  const isWidened = integerBits(to.type) > integerBits(from.type);
  const live = allOptions(isWidened ? to.type : from.type, given);
  const wanted = columnExtra(to).sequence ?? {};
  const named = { ...live, ...wanted };
  const isTurned = live.increment.startsWith("-") !== named.increment.startsWith("-");
  // The usual limits are those of a direction: who never named any means those of the new one.
  const usual = allOptions(to.type, { increment: named.increment });
  const minimum = wanted.minimum ?? (isTurned && !given.minimum ? usual.minimum : live.minimum);
  const maximum = wanted.maximum ?? (isTurned && !given.maximum ? usual.maximum : live.maximum);
  const isOutside = BigInt(named.start) < BigInt(minimum) || BigInt(named.start) > BigInt(maximum);
  const isLeft = wanted.start !== undefined || !(isOutside || (isTurned && !given.start));
  const start = isLeft ? named.start : named.increment.startsWith("-") ? maximum : minimum;
  return { live, goal: { ...named, minimum, maximum, start } };
}

/** Options that another type of the sequence leaves no room for become that type's own. */
export function withinType(type: string, options: WholeOptions): WholeOptions {
  const end = 2n ** BigInt(integerBits(type));
  return {
    ...options,
    minimum: BigInt(options.minimum) < -end ? String(-end) : options.minimum,
    maximum: BigInt(options.maximum) >= end ? String(end - 1n) : options.maximum,
  };
}

/** Options that are to be others than they are. */
export function changedOptions(live: WholeOptions, goal: WholeOptions): SequenceOptions {
  return Object.fromEntries(
    Object.entries(goal).filter(([option, value]) => live[option as keyof SequenceOptions] !== value), // its own keys
  );
}

/** Why no sequence of a type can have these options; undefined: it can. */
export function impossibleOptions(type: string, options: WholeOptions): string | undefined {
  const [minimum, maximum, start] = [BigInt(options.minimum), BigInt(options.maximum), BigInt(options.start)];
  const [increment, cache] = [BigInt(options.increment), BigInt(options.cache)];
  const end = 2n ** BigInt(integerBits(type));
  if (increment === 0n || increment < -(2n ** 63n) || increment >= 2n ** 63n) {
    return `its increment is ${increment}`;
  }
  if (cache < 1n || cache >= 2n ** 63n) return `its cache is ${cache}`;
  if (minimum < -end || maximum >= end) return `numbers from ${minimum} to ${maximum} are not all ${type}`;
  if (minimum >= maximum) return `its minimum ${minimum} is not smaller than its maximum ${maximum}`;
  if (start < minimum || start > maximum) {
    return `its start ${start} is not between ${minimum} and ${maximum}`;
  }
  return undefined;
}
