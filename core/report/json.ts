// A plan and an outcome as JSON, for programs. Integers beyond 2^53 are written as text.
import type { Plan } from "../plan/plan.ts";

/** The JSON form of a plan, indented, with a line end. */
export function planJson(plan: Plan): string {
  return `${JSON.stringify(plan, exactIntegers, 2)}\n`;
}

/** A replacer for JSON.stringify that keeps every integer exact. */
export function exactIntegers(_key: string, value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
