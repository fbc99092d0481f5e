// Builds the hostile plugins in their forms, and the core that they attack.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "../../tasks/bundle.ts";
import { permissionFlags, readPermissions } from "../../tasks/permissions.ts";
import { runDeno } from "../../tasks/run_deno.ts";
import { ROOT } from "../../tasks/tree.ts";
import { IS_COMPILED_LANE } from "../lane.ts";
import type { FormName } from "./attempt.ts";

const HERE = join(ROOT, "tests", "hostile");

/** True on machines where every form must be there. */
const IS_CI: boolean = Deno.env.get("CI") !== undefined || IS_COMPILED_LANE;

/** The C compiler; undefined where there is none (the tests then say so). */
export const C_COMPILER: string | undefined = ["/usr/bin/cc", "/usr/bin/gcc", "/usr/bin/clang"].find((path) =>
  existsSync(path)
);

/** The forms of this run. What is left out is told, and is an error where it may not be. */
export function formsOfThisRun(): readonly FormName[] {
  const forms: FormName[] = ["portable", "dependency"];
  if (IS_COMPILED_LANE) forms.unshift("compiled");
  if (C_COMPILER !== undefined) forms.unshift("native");
  else if (IS_CI) throw new Error("The hostile plugin in native code needs a C compiler, and there is none");
  else skipped("native", "there is no C compiler: install gcc");
  if (!IS_COMPILED_LANE) {
    skipped("compiled", "only where programs are compiled: SCHEMAHERO_TEST_FORM=compiled");
  }
  return forms;
}

function skipped(form: FormName, why: string): void {
  // deno-lint-ignore no-console -- what is not tested must not go unnoticed
  console.error(`SKIPPED: hostile plugins of the form ${form}: ${why}`);
}

/** What was built, all of it in one folder. */
export interface Built {
  readonly files: Readonly<Partial<Record<FormName | "script", string>>>;
  /** The core: a program that can be started, or a module for `deno run`. */
  readonly core: string;
}

/** Builds all forms of this run. */
export async function build(folder: string, canary: string): Promise<Built> {
  const [main, engine, core] = await Promise.all([
    bundle(join(HERE, "deno", "main.ts")),
    bundle(join(HERE, "dependency", "worker.ts")),
    bundle(join(HERE, "core.ts")),
  ]);
  const at = (name: string) => join(folder, name);
  const native = C_COMPILER === undefined ? undefined : at("schemahero-hostile-native");
  if (native !== undefined) await compileNative(native);
  const portable = at("schemahero-hostile.js");
  await Deno.writeTextFile(portable, engine);
  if (!IS_COMPILED_LANE) {
    await Deno.writeTextFile(at("core.js"), `${core}\n// ${canary}\n`);
    const script = await writeScript(folder, main);
    const files = { ...(native && { native }), portable, dependency: join(HERE, "dependency"), script };
    return { files, core: at("core.js") };
  }
  const compiled = at("schemahero-hostile-compiled");
  const dependency = at("schemahero-hostile-dependency");
  const launcher = await bundle(join(HERE, "dependency", "main.ts"));
  const honest = permissionFlags(readPermissions(join(HERE, "dependency", "permissions.json")));
  await compile(compiled, { "main.js": main }, ["-A"]);
  await compile(dependency, { "main.js": launcher, "worker.js": engine }, ["--include=worker.js", ...honest]);
  // More than the core may do: it has to look into /proc.
  const asTheCore = ["-A", "--unstable-net", "--v8-flags=--disallow-code-generation-from-strings"];
  await compile(at("core"), { "main.js": `${core}\n// ${canary}\n` }, asTheCore);
  // A program is as large as Deno: what is read of it is its end.
  return {
    files: { ...(native && { native }), compiled, portable, dependency, script: compiled },
    core: at("core"),
  };
}

async function compile(
  output: string,
  modules: Readonly<Record<string, string>>,
  flags: readonly string[],
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "schemahero-build-" });
  try {
    await Deno.writeTextFile(join(folder, "deno.json"), `{"nodeModulesDir":"none"}\n`);
    for (const [name, text] of Object.entries(modules)) await Deno.writeTextFile(join(folder, name), text);
    const fixed = [
      "--quiet",
      "--no-check",
      "--no-lock",
      "--no-prompt",
      "--no-code-cache",
      "--unstable-worker-options",
    ];
    const args = ["compile", ...fixed, ...flags, `--output=${output}`, "main.js"];
    const { code, output: words } = await runDeno(args, { cwd: folder });
    if (code !== 0) throw new Error(`${output} was not compiled:\n${words}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function compileNative(output: string): Promise<void> {
  const sources = ["main", "shp", "files", "network", "processes", "resources"].map((name) =>
    join(HERE, "native", `${name}.c`)
  );
  const { success, stderr } = await new Deno.Command(C_COMPILER ?? "", {
    args: [
      "-O1",
      "-Wall",
      "-Wextra",
      "-Wno-missing-field-initializers",
      "-o",
      output,
      ...sources,
      "-lpthread",
    ],
    stdin: "null",
  }).output();
  const words = new TextDecoder().decode(stderr);
  if (!success || words !== "") throw new Error(`The native plugin was not compiled cleanly:\n${words}`);
}

/** The compiled form's code with every permission, for machines where it cannot be compiled. */
async function writeScript(folder: string, main: string): Promise<string> {
  const module = join(folder, "hostile-main.js");
  await Deno.writeTextFile(module, main);
  const script = join(folder, "schemahero-hostile-script");
  const cache = Deno.env.get("DENO_DIR");
  const home = Deno.env.get("HOME") ?? folder;
  await Deno.writeTextFile(
    script,
    `#!/bin/sh\n${cache ? `export DENO_DIR='${cache}'\n` : ""}export HOME='${home}'\n` +
      `exec '${Deno.execPath()}' run -A --quiet --no-prompt --no-config --no-lock ` +
      `--unstable-worker-options '${module}' "$@"\n`,
    { mode: 0o755 },
  );
  return script;
}
