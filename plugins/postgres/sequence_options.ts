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

/** Every option, the usual ones too. */
function allOptions(type: string, given: SequenceOptions): Required<SequenceOptions> {
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

/** Options that the spec of an identity column names and that are others there. */
export function changedOptions(from: Column, wanted: SequenceOptions | undefined): SequenceOptions {
  if (!wanted) return {};
  const live = allOptions(from.type, columnExtra(from).sequence ?? {});
  return Object.fromEntries(
    Object.entries(wanted).filter(([option, value]) => live[option as keyof SequenceOptions] !== value), // its own keys
  );
}
