// Makes a self-contained program with `deno compile`, and knows what it looks like when the runtime stub (`denort`)
// that it needs cannot be had.
import { dirname, join } from "node:path";
import type { Modules } from "./bundle.ts";
import { permissionFlags, type Permissions } from "./permissions.ts";
import { plainText, runDeno } from "./run_deno.ts";
import { TaskError } from "./task_error.ts";

/**
 * Small young generations, and no optimizer but the quick one: what runs here is over before the last one pays, and less
 * memory is taken. What keeps the old generation small, each program has for itself.
 */
const V8_FLAGS = ["--max-semi-space-size=2", "--no-turbofan"];

/** `deno compile` could not get the `denort` that belongs to this Deno. The message says what to do. */
export class StubMissingError extends Error {
  override readonly name = "StubMissingError";
}

/** A program to be compiled. */
export interface Program {
  /** Absolute path of the executable. */
  readonly output: string;
  /** Bundled modules; `main.js` starts. */
  readonly modules: Modules;
  /** Those of the modules that only a Worker loads, so that nothing imports them. */
  readonly workers: readonly string[];
  readonly permissions: Permissions;
  readonly v8Flags?: readonly string[];
  /** Arguments with which the program must answer at once, and how: a stub of another version does not. */
  readonly probe: { readonly args: readonly string[]; readonly code: number };
}

/**
 * Compiles a program.
 * @throws {StubMissingError} when there is no stub, or not one of this Deno's version
 */
export async function compile(program: Program): Promise<void> {
  // Apart from the tree: a node_modules or package.json beside the entry would be embedded whole.
  const folder = await Deno.makeTempDir({ prefix: "schemahero-build-" });
  try {
    await Deno.mkdir(dirname(program.output), { recursive: true });
    await Deno.writeTextFile(join(folder, "deno.json"), `{"nodeModulesDir":"none"}\n`);
    for (const [name, text] of Object.entries(program.modules)) {
      await Deno.writeTextFile(join(folder, name), text);
    }
    await runCompiler(folder, program);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  await probe(program);
}

async function runCompiler(folder: string, program: Program): Promise<void> {
  const { code, output } = await runDeno([
    "compile",
    "--quiet",
    "--no-check",
    "--no-lock",
    "--no-prompt",
    "--no-code-cache",
    ...(program.permissions.env === undefined ? ["--ignore-env"] : []),
    "--unstable-worker-options",
    `--v8-flags=${[...V8_FLAGS, ...program.v8Flags ?? []].join(",")}`,
    ...permissionFlags(program.permissions),
    ...program.workers.map((name) => `--include=${name}`),
    `--output=${program.output}`,
    "main.js",
  ], { cwd: folder, env: { NO_COLOR: "1" } });
  if (code === 0) return;
  if (/denort|base binary/i.test(output)) {
    const given = Deno.env.get("DENORT_BIN");
    throw new StubMissingError(`${given ? `DENORT_BIN is ${given}: ` : ""}${firstCause(output)}`);
  }
  throw new TaskError(`deno compile failed for ${program.output}:\n${output}`);
}

/** The sentence of Deno's report that says why, without its stack trace. */
function firstCause(output: string): string {
  const line = plainText(output).split("\n").find((text) => /^\s*1: /.test(text));
  return (line ?? output.split("\n")[0] ?? "").replace(/^\s*\d+: /, "").trim();
}

async function probe({ output, probe }: Program): Promise<void> {
  const { code, stderr } = await new Deno.Command(output, { args: [...probe.args], stdin: "null" }).output();
  if (code === probe.code) return;
  const words = plainText(new TextDecoder().decode(stderr)).trim();
  await Deno.remove(output);
  if (/standalone binary section/i.test(words)) {
    throw new StubMissingError(`DENORT_BIN is not the denort of Deno ${Deno.version.deno}`);
  }
  throw new TaskError(
    `${output} ${probe.args.join(" ")} ended with ${code}, expected ${probe.code}: ${words}`,
  );
}
