// `schemahero plugin trust`: admits the files that the user names, or takes that back.
import { resolve } from "node:path";
import { SchemaHeroError } from "../errors.ts";
import {
  Admission,
  type Candidate,
  describeCandidate,
  describePlugin,
  discover,
  forget,
  type HostSettings,
} from "../host/mod.ts";
import { printable } from "../report/style.ts";
import { enginesOf } from "./plugin_list.ts";
import type { PluginOptions } from "./options.ts";
import type { Shell } from "./shell.ts";

/** What the flags parse to. */
export interface TrustFlags extends PluginOptions {
  readonly remove: boolean;
}

/** Admits plugins by name or path; a file that is no plugin is taken back at once. */
export async function trust(names: readonly string[], flags: TrustFlags, shell: Shell): Promise<void> {
  // What a project's lock says is not the user's word.
  const settings: HostSettings = { ...shell.settings(flags), lockFile: false };
  for (const name of names) {
    if (flags.remove) await takeBack(name, settings, shell);
    else for (const candidate of named(name, settings)) await admit(candidate, settings, shell);
  }
}

async function admit(candidate: Candidate, settings: HostSettings, { terminal }: Shell): Promise<void> {
  if (candidate.form === "source") {
    terminal.say(`${describeCandidate(candidate)} is of this source tree and needs no trust`);
    return;
  }
  const file = await new Admission(settings).admit(candidate, "given");
  const digest = file?.digest ?? "";
  try {
    const { description } = await describePlugin(candidate, settings);
    const engines = enginesOf(description).join(", ");
    terminal.out(
      `${candidate.path}\n  ${digest}\n  may run: ${
        printable(`${description.version}, serves ${engines}`)
      }\n`,
    );
  } catch (error) {
    await forget(({ digests }) => Object.values(digests).includes(digest), settings);
    throw error;
  }
}

async function takeBack(name: string, settings: HostSettings, { terminal }: Shell): Promise<void> {
  const path = resolve(name);
  const gone = await forget(
    (entry) => entry.name === name || entry.source === path || Object.values(entry.digests).includes(name),
    settings,
  );
  if (gone.length === 0) {
    throw new SchemaHeroError("plugin.not-admitted", `No plugin ${name} was admitted`, {
      hint: "Give its name, path or digest as `schemahero plugin list` shows it",
    });
  }
  for (const { source, digests } of gone) {
    terminal.out(`${source}\n  ${Object.values(digests).join(", ")}\n  may no longer run\n`);
  }
}

/** The files that a name or path means: of a name all forms that are found in the first directory that has it. */
function named(name: string, settings: HostSettings): readonly Candidate[] {
  const isPath = name.includes("/") || name.includes("\\") || name.startsWith(".");
  if (isPath) return discover({ ...settings, explicit: name });
  const found = discover(settings).filter((candidate) =>
    candidate.name === name && candidate.shadowedBy === undefined
  );
  if (found.length > 0) return found;
  throw new SchemaHeroError("plugin.not-found", `There is no plugin named ${name}`, {
    hint: "`schemahero plugin list` shows what there is; a file elsewhere is named by its path, e.g. ./" +
      name,
  });
}
