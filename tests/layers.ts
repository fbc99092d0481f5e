// The import rules of the tree (ARCHITECTURE.md, "Rooms"), as functions over facts. layers_test.ts runs them over the
// tree and proves over planted trees that each can fail.
import { type ImportFact, listFiles, readImports, readSource, type UseFact } from "./source_tree.ts";

/** Which plugins may build on which. */
const PLUGIN_ON_PLUGIN: Readonly<Record<string, string>> = { rqlite: "sqlite", timescaledb: "postgres" };

/** What the kit may use of the protocol at run time; of the rest it may use types. */
const KIT_VALUES = new Set(["protocol/schema.ts", "protocol/errors.ts"]);

/** The packages that the protocol may use. */
const PROTOCOL_PACKAGES = new Set(["@msgpack/msgpack"]);

/** Rooms whose code gets clock, random, files and network as arguments. */
const PURE_ROOMS = [
  "core/specs/",
  "core/generate/",
  "core/plan/",
  "core/policy/",
  "core/report/",
  "plugins/kit/",
];

/** Rooms of the core that may speak to the network; the attack of `plugin doctor --attack` stays on the machine. */
const FETCHING_ROOMS = ["core/oci/", "core/kube/", "core/secrets/", "core/host/attack/"];

/** Files outside core/cli, tasks and tests that may touch the console, with the reason. */
const CONSOLE_ALLOWED: Readonly<Record<string, string>> = {
  "core/main.ts": "it prints errors",
  "protocol/take_away.ts": "it takes the console from the engine",
};

const EFFECT_MODULES =
  /^node:(?:fs|child_process|net|http|https|http2|tls|dgram|dns|os|process|worker_threads)\b/;
const PROCESS_USES = /^(?:Deno\.(?:Command|\?)|node:child_process|node:cluster)$/;
const NETWORK_USES =
  /^(?:fetch|WebSocket|EventSource|globalThis\.fetch|Deno\.(?:connect|connectTls|listen|serve)|node:(?:net|http|https|http2|tls|dgram))$/;
const IMPURE_USES =
  /^(?:Deno\.|fetch$|WebSocket$|console\.|globalThis\.|Date\.now$|Math\.random$|performance\.)/;

/** Every broken rule of a tree, one sentence each, in the order of the files. */
export async function findViolations(root: string): Promise<readonly string[]> {
  const files = listFiles(root).filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"));
  const imports = await readImports(root, files);
  const found: string[] = [];
  for (const file of files) {
    const facts = imports.get(file);
    if (facts === undefined) throw new Error(`deno info says nothing of ${file}`);
    for (const fact of facts) {
      const why = importRule(file, fact);
      if (why) found.push(`${file} imports ${fact.target ?? fact.specifier}: ${why}`);
    }
    if (isTest(file)) continue;
    const { uses } = readSource(file, await Deno.readTextFile(`${root}/${file}`));
    const modules = facts.filter(({ target }) => target === undefined);
    const all = [...uses, ...modules.map(({ specifier }): UseFact => ({ name: specifier, line: 1 }))];
    for (const { name, line } of all) {
      const why = useRule(file, name);
      if (why) found.push(`${file}:${line} uses ${name}: ${why}`);
    }
  }
  return found;
}

/** Why a file may not import this, if it may not. */
function importRule(file: string, { specifier, target, isTypeOnly }: ImportFact): string | undefined {
  const from = roomOf(file);
  if (from === "tasks" || from === "tests") return undefined;
  if (target === undefined) {
    const allowed = specifier.startsWith("node:") || PROTOCOL_PACKAGES.has(specifier) || isTest(file);
    return from === "protocol" && !allowed ? "protocol/ uses no package but the codec" : undefined;
  }
  const to = roomOf(target);
  if (from === to) return undefined;
  switch (from) {
    case "protocol":
      return "protocol/ imports nothing of ours";
    case "core":
      return to === "protocol" ? undefined : "core/ imports protocol/ only";
    case "plugins/kit":
      if (to !== "protocol") return "plugins/kit imports types of protocol/ only";
      return isTypeOnly || KIT_VALUES.has(target) ? undefined : "plugins/kit imports only types of this";
    default:
      if (!from.startsWith("plugins/")) return undefined;
      if (to === "protocol" || to === "plugins/kit") return undefined;
      if (to === `plugins/${PLUGIN_ON_PLUGIN[from.slice("plugins/".length)]}`) return undefined;
      return "a plugin imports protocol/ and plugins/kit only";
  }
}

/** Why a file may not use this global or module, if it may not. */
function useRule(file: string, name: string): string | undefined {
  const room = roomOf(file);
  if (room === "tasks" || room === "tests") return undefined;
  if (isIn(file, PURE_ROOMS) && (IMPURE_USES.test(name) || EFFECT_MODULES.test(name))) {
    return "this room is pure: effects come in as arguments";
  }
  if (name.startsWith("console.") && !file.startsWith("core/cli/") && !(file in CONSOLE_ALLOWED)) {
    return "only core/cli, core/main.ts, tasks and tests write to the console";
  }
  if (room === "core") {
    if (PROCESS_USES.test(name) && !file.startsWith("core/host/")) {
      return "in core only host/ starts processes";
    }
    if (NETWORK_USES.test(name) && !isIn(file, FETCHING_ROOMS)) {
      return "in core only oci/, kube/ and secrets/ use the network";
    }
  }
  return undefined;
}

/** The room of a file: the first folder, or the first two in plugins/. */
function roomOf(file: string): string {
  const [first = "", second = ""] = file.split("/");
  return first === "plugins" ? `plugins/${second}` : first;
}

function isIn(file: string, rooms: readonly string[]): boolean {
  return rooms.some((room) => file.startsWith(room));
}

/** A test, or what only tests use. */
function isTest(file: string): boolean {
  return /(?:_test|_for_test|\/testing)\.ts$/.test(file);
}
