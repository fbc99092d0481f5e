// The program as the benchmarks run it: the compiled pair when `deno task build` has made it, else from source.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { sourceCommand } from "../../tasks/source_command.ts";
import { DIST } from "../../tasks/tree.ts";
import type { Program } from "./measure.ts";

const BINARY = join(DIST, "schemahero");

/** True when the compiled pair is measured. */
export const IS_COMPILED = existsSync(BINARY) && existsSync(join(DIST, "plugins", "schemahero-sqlite"));

/** The program with these arguments, with an environment and cache of its own in `home`. */
export function schemahero(args: readonly string[], home: string): Program {
  if (IS_COMPILED) {
    const own = { HOME: home, SCHEMAHERO_TRUST: "1" };
    const env = { ...own, PATH: "/usr/bin:/bin", SCHEMAHERO_PLUGIN_PATH: join(DIST, "plugins") };
    return { command: BINARY, args, env };
  }
  return { command: Deno.execPath(), args: [...sourceCommand(), ...args] };
}

/** The least that a program of the same kind costs: an empty one. */
export async function emptyProgram(folder: string): Promise<Program> {
  const source = join(folder, "empty.js");
  await Deno.writeTextFile(source, "");
  await Deno.writeTextFile(join(folder, "deno.json"), `{"nodeModulesDir":"none"}`);
  if (!IS_COMPILED) return { command: Deno.execPath(), args: ["run", source] };
  const binary = join(folder, "empty");
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["compile", "--quiet", "--no-check", "--no-code-cache", "--output", binary, source],
    cwd: folder,
  }).output();
  if (code !== 0) throw new Error(`The empty program was not compiled: ${new TextDecoder().decode(stderr)}`);
  return { command: binary, args: [] };
}

/** A Table document; `rows` is YAML text below `seedData.rows`. */
export function tableYaml(specKey: string, name: string, columns: readonly string[], rows = ""): string {
  return [
    "apiVersion: schemas.schemahero.io/v1alpha4",
    "kind: Table",
    `metadata: { name: ${name} }`,
    "spec:",
    "  database: bench",
    `  name: ${name}`,
    "  schema:",
    `    ${specKey}:`,
    "      primaryKey: [id]",
    "      columns:",
    ...columns.map((column) => `        - ${column}`),
    ...(rows === "" ? [] : ["  seedData:", "    rows:", rows]),
    "",
  ].join("\n");
}
