// `schemahero plugin lock`: writes down which plugins a project runs with, by version and digest.
import { dirname, resolve } from "node:path";
import { SchemaHeroError } from "../errors.ts";
import {
  Admission,
  type Candidate,
  describePlugin,
  digestsHere,
  discover,
  type HostSettings,
  type LockEntry,
  platformOf,
  readLock,
  writeLock,
} from "../host/mod.ts";
import { printable } from "../report/style.ts";
import type { PluginOptions } from "./options.ts";
import type { Shell } from "./shell.ts";

/** What the flags parse to. */
export interface LockFlags extends PluginOptions {
  readonly file: string;
}

/** The mode of a file that is committed. */
const LOCK_MODE = 0o644;

/** Writes the lock. Digests of other platforms stay where the version is the same. */
export async function lock(names: readonly string[], flags: LockFlags, shell: Shell): Promise<void> {
  const path = resolve(flags.file);
  const settings: HostSettings = { ...shell.settings(flags), lockFile: false };
  const candidates = discover(settings).filter(({ form }) => form !== "source");
  const chosen = candidates.filter((candidate) =>
    candidate.shadowedBy === undefined && (names.length === 0 || names.includes(candidate.name))
  );
  for (const name of names) {
    if (chosen.some((candidate) => candidate.name === name)) continue;
    throw new SchemaHeroError("plugin.not-found", `There is no plugin named ${name}`, {
      hint: "`schemahero plugin list` shows what there is",
    });
  }
  const before = readLock(path) ?? [];
  const entries: LockEntry[] = [];
  for (const candidate of chosen) {
    const forms = candidates.filter((each) =>
      each.name === candidate.name && dirname(each.path) === dirname(candidate.path)
    );
    const old = before.find((entry) => entry.name === candidate.name);
    entries.push(await entryOf(candidate, forms, old, settings));
  }
  const kept = before.filter((entry) => !entries.some((each) => each.name === entry.name));
  if (entries.length === 0 && kept.length === 0) {
    throw new SchemaHeroError("plugin.not-found", "No plugin was found, so there is nothing to lock", {
      hint: "`schemahero plugin doctor` shows where was looked; plugins from source are not locked",
    });
  }
  await writeLock(path, [...entries, ...kept], LOCK_MODE);
  for (const entry of entries) {
    shell.terminal.out(`${printable(`${entry.name} ${entry.version}`)}  ${digestsHere(entry).join(" ")}\n`);
  }
  for (const entry of kept) shell.terminal.say(`${entry.name} was not found here; its entry stays`);
  shell.terminal.say(`Written to ${flags.file}`);
}

async function entryOf(
  candidate: Candidate,
  forms: readonly Candidate[],
  old: LockEntry | undefined,
  settings: HostSettings,
): Promise<LockEntry> {
  const { description, file } = await describePlugin(candidate, settings);
  const { version } = description;
  const digests: Record<string, string> = old?.version === version ? { ...old.digests } : {};
  if (file) digests[platformOf(candidate, file.path)] = file.digest;
  for (const form of forms.filter((each) => each.path !== candidate.path)) {
    const { shadowedBy: _, ...alone } = form;
    const other = await describePlugin(alone, settings);
    if (other.file && other.description.version === version) {
      digests[platformOf(form, other.file.path)] = other.file.digest;
    }
  }
  const own = file && new Admission(settings).standing(candidate, file.digest);
  const range = own?.state === "admitted" ? own.entry.protocol : old?.protocol;
  return {
    name: candidate.name,
    version,
    source: candidate.path.slice(dirname(candidate.path).length + 1),
    digests,
    ...(range && { protocol: range }),
  };
}
