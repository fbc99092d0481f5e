// `schemahero plugin doctor`: what was looked for where, what was found and why it is refused, who may run, what
// each plugin may touch, which walls stand here; every trouble with its fix.
import type { ConnectionBlock } from "../../protocol/describe.ts";
import { SchemaHeroError } from "../errors.ts";
import {
  type HostSettings,
  keysFolder,
  mistakenNames,
  NO_GRANTS,
  ownLockPath,
  readKeys,
  readLocks,
  searchPlaces,
  standingWalls,
  startPlugin,
  survey,
  type Surveyed,
  verifyStore,
  weaknessOfFolder,
} from "../host/mod.ts";
import { printable } from "../report/style.ts";
import type { PluginOptions } from "./options.ts";
import { enginesOf } from "./plugin_list.ts";
import type { Shell } from "./shell.ts";

/** Examines everything. Ends with an error when a plugin cannot be used. */
export async function doctor(flags: PluginOptions, shell: Shell): Promise<void> {
  const settings = shell.settings(flags);
  places(settings, shell);
  const found = await survey(settings);
  heading(found.length === 0 ? "No plugin was found" : "What was found", shell);
  if (found.length === 0) {
    tell(shell, "absent", "put a file named schemahero-<engine> into one of these directories");
  }
  let brokenCount = 0;
  for (const each of found) if (!await examine(each, settings, shell)) brokenCount++;
  await trust(settings, shell);
  walls(shell);
  if (brokenCount > 0) {
    throw new SchemaHeroError("plugin.broken", `${brokenCount} of ${found.length} plugins cannot be used`);
  }
}

type Mark = "good" | "stands" | "there" | "absent" | "unused" | "waits" | "broken" | "unsafe";

function tell({ terminal }: Shell, mark: Mark, text: string, fix?: string): void {
  const { green, red, yellow, dim } = terminal.style;
  const paint = mark === "broken" || mark === "unsafe"
    ? red
    : mark === "waits"
    ? yellow
    : mark === "absent" || mark === "unused"
    ? dim
    : green;
  terminal.out(`  ${paint(mark.padEnd(6))} ${printable(text)}\n`);
  for (const line of fix?.split("\n") ?? []) terminal.out(`         fix: ${printable(line)}\n`);
}

function heading(text: string, { terminal }: Shell): void {
  terminal.out(`\n${terminal.style.bold(text)}\n`);
}

function places(settings: HostSettings, shell: Shell): void {
  const { bold } = shell.terminal.style;
  shell.terminal.out(`${bold("Where plugins are looked for, in this order")}\n`);
  for (const { path, origin } of searchPlaces(settings)) {
    if (!isFolder(path)) tell(shell, "absent", `${path} (${origin})`);
    else {
      const weakness = weaknessOfFolder(path);
      if (!weakness) tell(shell, "there", `${path} (${origin})`);
      else {
        tell(shell, "unsafe", `${path} (${origin}): ${weakness.path} ${weakness.what}`, weakness.fix);
      }
      for (const { path: file, why, fix } of mistakenNames(path)) {
        tell(shell, "unused", `${file} ${why}`, fix);
      }
    }
  }
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}

/** Shows one plugin. False when it cannot be used. */
async function examine(each: Surveyed, settings: HostSettings, shell: Shell): Promise<boolean> {
  const { candidate, state, description, admitted, digest, error } = each;
  const label = `${candidate.path} (${candidate.form})`;
  if (state === "shadowed") {
    tell(shell, "unused", `${label}: ${candidate.shadowedBy} comes first`);
    return true;
  }
  if (error || !description) {
    // Nobody is asked here, which is no trouble of the plugin's.
    const what = error?.message.replace(/, and there is nobody to ask.*$/, "") ?? "it says nothing of itself";
    tell(shell, state === "waits" ? "waits" : "broken", `${label}: ${what}`);
    for (const line of error?.detail?.split("\n") ?? []) shell.terminal.out(`         ${printable(line)}\n`);
    for (const line of error?.hint?.split("\n") ?? []) {
      shell.terminal.out(`         fix: ${printable(line)}\n`);
    }
    return state === "waits";
  }
  try {
    const tookMs = await handshake(each, settings);
    tell(shell, "good", `${label}: ${enginesOf(description).join(", ")}, ${description.version}`);
    const facts = [
      ...(digest === undefined
        ? ["of this source tree: needs no admission"]
        : [`admitted by ${admitted?.how}${admitted?.lock ? ` (${admitted.lock})` : ""}: ${digest}`]),
      `may touch ${reach(description.connection)}, and nothing else`,
      `started, greeted and ended in ${tookMs} ms with nothing granted`,
    ];
    for (const fact of facts) shell.terminal.out(`         ${printable(fact)}\n`);
    return true;
  } catch (failure) {
    if (!(failure instanceof SchemaHeroError)) throw failure;
    tell(shell, "broken", `${label}: ${failure.message}`, failure.hint);
    return false;
  }
}

/** Starts a plugin once for nothing. Returns how long that took, in milliseconds. */
async function handshake({ candidate }: Surveyed, settings: HostSettings): Promise<number> {
  const began = performance.now();
  const { confirm: _nobody, ...silent } = settings;
  const plugin = await startPlugin(candidate, { settings: silent, grants: NO_GRANTS });
  try {
    await plugin.request("ping", {});
  } catch (error) {
    throw await plugin.explain(error);
  } finally {
    await plugin.shutdown();
  }
  return Math.round(performance.now() - began);
}

/** What a connection block lets a plugin touch, in words. */
function reach({ tcp, socket, files = [] }: ConnectionBlock): string {
  const words = [
    ...(tcp ? [`the host and port of the connection (default port ${tcp.defaultPort})`] : []),
    ...(socket ? ["the unix socket that the connection names"] : []),
    ...files.map(({ name, access, sideFiles = [] }) => {
      const beside = sideFiles.length === 0 ? "" : ` with ${sideFiles.join(", ")} beside it`;
      return `the file of the connection's ${name} (${access})${beside}`;
    }),
  ];
  return words.length === 0 ? "nothing" : words.join("; ");
}

async function trust(settings: HostSettings, shell: Shell): Promise<void> {
  heading("Who may run", shell);
  try {
    const { own, project } = readLocks(settings);
    const ownPath = ownLockPath(settings);
    if (own) tell(shell, "there", `${own.path}: your own list, ${own.entries.length} files`);
    else if (ownPath !== undefined) tell(shell, "absent", `${ownPath}: nothing was admitted yet`);
    if (project) {
      const why = project.isNamed
        ? "named by you: it admits and pins"
        : "in the working directory: it pins, and admits what lies in the plugin directories";
      tell(shell, "there", `${project.path}: ${why}`);
    }
    const { keys, broken } = await readKeys(settings);
    for (const { file, id } of keys) tell(shell, "there", `key ${file} (${id}): what it signed may run`);
    for (const { file, reason } of broken) {
      tell(shell, "broken", `key ${file}: ${reason}`, `openssl pkey -in KEY.pem -pubout -out ${file}`);
    }
    const folder = keysFolder(settings);
    if (keys.length + broken.length === 0 && folder !== undefined) {
      tell(shell, "absent", `${folder}: no keys, so signatures are not looked at`);
    }
    const copies = await verifyStore(settings);
    for (const { path, isGood, what, fix } of copies) {
      if (!isGood) tell(shell, "broken", `${path}: ${what}`, fix);
    }
    tell(
      shell,
      "good",
      `the store holds ${copies.filter(({ isGood }) => isGood).length} copies that are whole`,
    );
  } catch (error) {
    if (!(error instanceof SchemaHeroError)) throw error;
    tell(shell, "broken", error.message, error.hint);
  }
}

function walls(shell: Shell): void {
  heading("What holds a plugin", shell);
  tell(
    shell,
    "stands",
    "permissions baked into the executable (ours), an empty environment, a session of its own",
  );
  tell(shell, "stands", "the engine in a Worker that may touch its connection only (ours)");
  const { hasKernel, landlockAbi, hasSeccomp, missing } = standingWalls();
  if (hasKernel) {
    const parts = [
      ...(landlockAbi > 0 ? [`Landlock ${landlockAbi}`] : []),
      ...(hasSeccomp ? ["seccomp"] : []),
      "limits",
    ];
    tell(shell, "stands", `the kernel's walls, for any plugin: ${parts.join(", ")}`);
  }
  for (const what of missing) {
    tell(
      shell,
      "absent",
      `not kept from ${what}`,
      "use a newer Linux; --sandbox=required refuses to run without this wall",
    );
  }
}
