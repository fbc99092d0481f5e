// How each form of plugin is started: command, arguments and the few variables that Deno itself needs.
// What JavaScript in the process may touch is decided by wall 1 (flags, here or baked in) and wall 2 (the
// launcher's Worker). Wall 3, the kernel's, is put around the command in walls/confine.ts.
import { join } from "node:path";
import type { Grants } from "../../protocol/messages.ts";
import { START_ARGUMENT } from "../../protocol/start.ts";
import { SchemaHeroError } from "../errors.ts";
import type { Candidate } from "./candidate.ts";
import type { HostSettings } from "./settings.ts";

/** The first argument with which the core runs itself as a portable plugin's runtime. */
export const RUNTIME_ARGUMENT = "__plugin-runtime";

/** Variables that say where Deno keeps its cache. Only Deno sees them: the programs run with --ignore-env. */
const DENO_VARIABLES = ["DENO_DIR", "HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "USERPROFILE"];
const PERMISSIONS = ["read", "write", "net", "env", "run", "sys", "ffi"];

/**
 * The one variable of every plugin: glibc's allocator then keeps one heap rather than one for each thread, which is 5 MiB
 * less of a plan of 1000 tables. Elsewhere nobody knows the name.
 */
const ALLOCATOR = { MALLOC_ARENA_MAX: "1" } as const;

/** What is spawned. The environment is these variables and no others. */
export interface StartCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** What it reads beside its own file: code, settings, Deno's cache. */
  readonly needs: readonly { readonly path: string; readonly isFolder: boolean }[];
}

/**
 * The command that starts a plugin.
 * @param digest of the file; a portable plugin's runtime runs nothing else
 */
export function startCommand(
  candidate: Candidate,
  digest: string | undefined,
  grants: Grants,
  settings: HostSettings,
): StartCommand {
  const { path } = candidate;
  const { sourceRoot } = settings;
  switch (candidate.form) {
    case "executable":
      return { command: path, args: [START_ARGUMENT], environment: ALLOCATOR, needs: [] };
    case "portable": {
      const own = [RUNTIME_ARGUMENT, path, digest ?? ""];
      const bundle = { path, isFolder: false };
      if (sourceRoot === undefined) {
        const command = settings.program ?? Deno.execPath();
        return { command, args: own, environment: ALLOCATOR, needs: [bundle] };
      }
      const flags = [
        "--v8-flags=--disallow-code-generation-from-strings", // baked into the compiled core
        listFlag("read", [sourceRoot, path, ...grants.read]),
        ...(grants.write.length > 0 ? [listFlag("write", grants.write)] : []),
        // A unix socket is a place of the network since Deno 2.7, in words that 2.6 refuses; the Worker is narrowed.
        ...(grants.write.some(isSocket)
          ? ["--allow-net"]
          : grants.net.length > 0
          ? [listFlag("net", grants.net)]
          : []),
      ];
      return denoRun(sourceRoot, flags, [join(sourceRoot, "core", "main.ts"), ...own], settings, bundle);
    }
    case "source": {
      if (sourceRoot === undefined) throw new TypeError("A plugin from source needs a source tree");
      const flags = sourceFlags(path, sourceRoot);
      const folder = { path, isFolder: true };
      return denoRun(sourceRoot, flags, [join(path, "main.ts"), START_ARGUMENT], settings, folder);
    }
  }
}

/** The command that runs the core itself with all its permissions: the attacker of attack/attack.ts. */
export function ownCommand(args: readonly string[], settings: HostSettings): StartCommand {
  const { sourceRoot } = settings;
  if (sourceRoot === undefined) return { command: Deno.execPath(), args, environment: {}, needs: [] };
  const core = join(sourceRoot, "core");
  const program = [join(core, "main.ts"), ...args];
  return denoRun(sourceRoot, ["--allow-all"], program, settings, { path: core, isFolder: true });
}

function isSocket(path: string): boolean {
  try {
    return Deno.statSync(path).isSocket === true;
  } catch {
    return false; // connecting will tell
  }
}

/** A run from source, offline and leaving the tree as it is. */
function denoRun(
  sourceRoot: string,
  flags: readonly string[],
  program: readonly string[],
  { environment }: HostSettings,
  code: StartCommand["needs"][number],
): StartCommand {
  const variables = DENO_VARIABLES.flatMap((name) => {
    const value = environment(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    command: Deno.execPath(),
    args: [
      "run",
      "--quiet",
      "--no-check",
      "--no-prompt",
      "--ignore-env",
      "--cached-only",
      "--unstable-worker-options",
      `--config=${join(sourceRoot, "deno.json")}`,
      // Without the lock file Deno asks the registry again when its cache is empty (measured).
      `--lock=${join(sourceRoot, "deno.lock")}`,
      "--frozen",
      ...flags,
      ...program,
    ],
    environment: { ...Object.fromEntries(variables), NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    needs: [
      code,
      ...[sourceRoot, ...denoFolders(environment)].map((path) => ({ path, isFolder: true })),
    ],
  };
}

/** Where Deno's cache may be, as Deno itself looks for it. */
function denoFolders(environment: HostSettings["environment"]): readonly string[] {
  const own = environment("DENO_DIR");
  if (own) return [own];
  const home = environment("HOME");
  const cache = environment("XDG_CACHE_HOME") ?? (home && join(home, ".cache"));
  return cache ? [join(cache, "deno")] : [];
}

/** The flags of a plugin's permissions.json, and leave to load the code of its Worker. */
function sourceFlags(folder: string, sourceRoot: string): readonly string[] {
  const path = join(folder, "permissions.json");
  const permissions: unknown = JSON.parse(Deno.readTextFileSync(path));
  if (typeof permissions !== "object" || permissions === null || Array.isArray(permissions)) {
    throw invalidPermissions(path);
  }
  const grants: Record<string, true | readonly string[]> = {};
  for (const [name, grant] of Object.entries(permissions)) {
    if (!PERMISSIONS.includes(name) || !(grant === true || isTextList(grant))) throw invalidPermissions(path);
    grants[name] = grant;
  }
  if (grants["read"] !== true) grants["read"] = [...grants["read"] ?? [], sourceRoot, folder];
  return Object.entries(grants).map(([name, grant]) =>
    grant === true ? `--allow-${name}` : listFlag(name, grant)
  );
}

/** A comma in a path cannot be written in every version of Deno; wall 2 then narrows alone. */
function listFlag(name: string, values: readonly string[]): string {
  return values.some((value) => value.includes(","))
    ? `--allow-${name}`
    : `--allow-${name}=${values.join(",")}`;
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string");
}

function invalidPermissions(path: string): SchemaHeroError {
  return new SchemaHeroError("plugin.wrong-interface", `${path} is not a list of permissions`, {
    hint: `Give each of ${PERMISSIONS.join(", ")} either true or a list of texts`,
  });
}
