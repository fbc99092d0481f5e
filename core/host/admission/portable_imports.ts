// A portable plugin is one module and nothing else: it may import the modules of Node that are listed here, and no
// others, statically or with a literal. In a Worker, module loads are judged by the process's permissions rather than
// the Worker's, so an import of anything else would be a way around the grants.
import { SchemaHeroError } from "../../errors.ts";
import { type Candidate, describeCandidate } from "../candidate.ts";
import { hiddenImports } from "./hidden_imports.ts";

/** The longest bundle, in bytes. */
export const MAX_BUNDLE_BYTES = 32 * 1024 * 1024;

/**
 * What a bundle may import: what drivers need and what obeys the Worker's permissions. Not among them is all that
 * loads or makes code (module, vm, worker_threads, wasi, repl), starts processes (child_process, cluster), or looks
 * into the process (inspector, v8, trace_events).
 */
export const ALLOWED_MODULES: ReadonlySet<string> = new Set([
  "assert",
  "assert/strict",
  "async_hooks",
  "buffer",
  "constants",
  "crypto",
  "diagnostics_channel",
  "dns",
  "dns/promises",
  "events",
  "fs",
  "fs/promises",
  "http",
  "http2",
  "https",
  "net",
  "os",
  "path",
  "path/posix",
  "path/win32",
  "perf_hooks",
  "process",
  "punycode",
  "querystring",
  "sqlite",
  "stream",
  "stream/consumers",
  "stream/promises",
  "stream/web",
  "string_decoder",
  "timers",
  "timers/promises",
  "tls",
  "tty",
  "url",
  "util",
  "util/types",
  "zlib",
].map((name) => `node:${name}`));

/**
 * Checks what a bundle imports.
 * @param path of the bytes that will run
 * @throws {SchemaHeroError} plugin.wrong-interface, plugin.imports
 */
export async function checkBundle(candidate: Candidate, path: string): Promise<void> {
  const label = describeCandidate(candidate);
  const { size } = await Deno.stat(path);
  if (size > MAX_BUNDLE_BYTES) {
    throw new SchemaHeroError("plugin.wrong-interface", `${label} is too large for a portable plugin`, {
      hint: `A bundle has at most ${MAX_BUNDLE_BYTES >> 20} MB`,
    });
  }
  const wrong = await importsOf(await Deno.readTextFile(path));
  if (wrong.length === 0) return;
  throw new SchemaHeroError("plugin.imports", `${label} is refused: a portable plugin may not do this`, {
    detail: wrong.slice(0, 10).map((what) => `  ${what}`).join("\n"),
    hint:
      "Bundle everything into the one file; of Node's modules it may import those that docs/security.md lists",
    data: { path: candidate.path, imports: wrong },
  });
}

/** What a bundle imports and may not, in words; empty when it keeps to the list. */
export async function importsOf(text: string): Promise<readonly string[]> {
  // The core puts an import of its own before the text (portable_runtime.ts).
  if (text.startsWith("#!")) return ["line 1: a module must not begin with #!"];
  const { init, parse } = await import("es-module-lexer");
  await init();
  let imports: ReturnType<typeof parse>[0];
  try {
    [imports] = parse(text);
  } catch (error) {
    return [`it is not a module: ${error instanceof Error ? error.message.split("\n")[0] : error}`];
  }
  const hidden = hiddenImports(text, new Set(imports.map(({ importStart }) => importStart)));
  const suspects = hidden.map((at) =>
    `line ${lineOf(text, at)}: what may be an import, hidden in other text`
  );
  const wrong = imports.flatMap((each) => {
    if (each.type === "import-meta") return [];
    const line = lineOf(text, each.importStart);
    if (each.specifier === undefined || (each.type === "dynamic" && each.glob)) {
      return [`line ${line}: import() of a computed name`];
    }
    if (each.phase !== null) return [`line ${line}: import ${each.phase} ${JSON.stringify(each.specifier)}`];
    if (each.attributesStart !== -1) {
      return [`line ${line}: import of ${JSON.stringify(each.specifier)} with attributes`];
    }
    if (ALLOWED_MODULES.has(each.specifier)) return [];
    return [`line ${line}: import of ${JSON.stringify(each.specifier)}`];
  });
  return [...wrong, ...suspects];
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
