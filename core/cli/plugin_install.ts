// `schemahero plugin install`: brings plugins from a registry into the user's own plugin directory and admits them.
import { join } from "node:path";
import { SchemaHeroError } from "../errors.ts";
import {
  Admission,
  type Candidate,
  describePlugin,
  forget,
  type HostSettings,
  pluginFileName,
} from "../host/mod.ts";
import { bring, findPlugin, parseReference, type Reference, referenceText } from "../oci/mod.ts";
import { printable } from "../report/style.ts";
import { enginesOf } from "./plugin_list.ts";
import type { PluginOptions } from "./options.ts";
import { openRepository } from "./open_repository.ts";
import type { RegistryOptions } from "./registry_flags.ts";
import type { Shell } from "./shell.ts";

/** What the flags parse to. */
export interface InstallFlags extends PluginOptions, RegistryOptions {
  readonly registry: string;
}

/** Of the plugins that are named without their registry: the major version. */
const DEFAULT_TAG = "0";

/** Installs plugins, one after another. */
export async function install(names: readonly string[], flags: InstallFlags, shell: Shell): Promise<void> {
  // What a project's lock says is not the user's word.
  const settings: HostSettings = { ...shell.settings(flags), lockFile: false };
  for (const name of names) await installOne(referenceOf(name, flags.registry), settings, flags, shell);
}

/** An engine's name stands for REGISTRY-NAME:0; what has a slash is a reference of its own. */
function referenceOf(name: string, registry: string): Reference {
  const reference = parseReference(name.includes("/") ? name : `${registry}-${name}`);
  return reference.tag === undefined && reference.digest === undefined
    ? { ...reference, tag: name.includes("/") ? "latest" : DEFAULT_TAG }
    : reference;
}

/** What a plugin is called where it lies: the last part of its repository, without what says that it is a plugin. */
function nameOf({ repository }: Reference): string {
  return (repository.split("/").at(-1) ?? "").replace(/^(?:schemahero-plugin|schemahero|plugin)-/, "");
}

async function installOne(
  reference: Reference,
  settings: HostSettings,
  flags: InstallFlags,
  shell: Shell,
): Promise<void> {
  const { terminal } = shell;
  const folder = await pluginFolder(settings);
  using repository = await openRepository(reference, flags, shell);
  const offer = await findPlugin(repository, reference);
  const name = nameOf(reference);
  const path = join(folder, pluginFileName(name, offer.form));
  const candidate: Candidate = { name, path, origin: "home", form: offer.form };
  const draft = join(folder, `.new-${crypto.randomUUID()}`);
  terminal.say(`${referenceText(offer.pinned)}: ${(offer.sizeBytes / 1e6).toFixed(1)} MB`);
  await bring(repository, offer, draft, (bytes) => {
    terminal.status(`${Math.floor(bytes / Math.max(offer.sizeBytes, 1) * 100)} %`);
  });
  terminal.status("");
  await putInPlace(draft, candidate, settings);
  const { description } = await describePlugin(candidate, settings);
  const says = `${description.version}, serves ${enginesOf(description).join(", ")}`;
  terminal.out(`${path}\n  ${offer.digest}\n  may run: ${printable(says)}\n`);
}

/** Puts a file where the old one is, and admits it. A file that turns out to be no plugin leaves the old one there. */
async function putInPlace(draft: string, candidate: Candidate, settings: HostSettings): Promise<void> {
  const { path } = candidate;
  const old = `${draft}.old`;
  const hasOld = await Deno.rename(path, old).then(() => true, () => false);
  try {
    await Deno.rename(draft, path);
    await new Admission(settings).admit(candidate, "given");
    await describePlugin(candidate, settings);
  } catch (error) {
    await Deno.remove(path).catch(() => {}); // it may still be the draft
    await Deno.remove(draft).catch(() => {}); // or have been moved
    if (hasOld) {
      await Deno.rename(old, path);
      await new Admission(settings).admit(candidate, "given");
    } else await forget(({ source }) => source === path, settings);
    throw error;
  }
  if (hasOld) await Deno.remove(old);
}

/** The user's own plugin directory, made where it is missing. */
async function pluginFolder({ home }: HostSettings): Promise<string> {
  if (home === undefined) {
    throw new SchemaHeroError("plugin.no-home", "There is no home folder to install plugins into", {
      hint: "Set HOME",
    });
  }
  const folder = join(home, ".schemahero", "plugins");
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}
