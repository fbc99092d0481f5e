// One flag of the command line: its variable, and the kinds of values that several commands read.
import { InvalidArgumentError, Option } from "commander";
import { durationOf } from "../quantity.ts";

/** A flag whose value may also come from the environment: `--spec-file` is `SCHEMAHERO_SPEC_FILE`. */
export function flag(flags: string, description: string): Option {
  const option = new Option(flags, description);
  return option.env(`SCHEMAHERO_${option.name().toUpperCase().replaceAll("-", "_")}`);
}

/** A switch that may be given bare or as `--name=true|false`. */
export function toggle(name: string, description: string, standard = false): Option {
  return flag(`--${name} [bool]`, description).default(standard).preset(true).argParser(parseBoolean);
}

function parseBoolean(value: unknown): boolean {
  if (value === true || value === "true" || value === "1") return true;
  if (value === false || value === "false" || value === "0") return false;
  throw new InvalidArgumentError("Allowed is true or false.");
}

/** Appends a value of a flag that may be repeated or hold a comma list. */
export function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...previous ?? [], ...value.split(",").filter((part) => part !== "")];
}

/** Milliseconds of a duration like `500ms`, `10s`, `2m`; a bare number is seconds. */
export function parseDuration(value: string): number {
  const milliseconds = durationOf(value);
  if (milliseconds === undefined) {
    throw new InvalidArgumentError("Write a duration such as 500ms, 10s or 2m, of a day at most.");
  }
  return milliseconds;
}
