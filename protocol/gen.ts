// What `deno task gen` asks of this room.
import { generate as generateSpec } from "./spec/generate.ts";

/** The generated files, by their path from the root of the tree. */
export async function generate(): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries(await generateSpec());
}
