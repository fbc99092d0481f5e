// `schemahero plugin install`, `update`, `rollback` and `remove`: plugins that come from registries.
import { InstalledPlugins, pluginFileName, type ResolvedPlugin } from "../host/mod.ts";
import { bring, findPlugin, type Offer, parseReference, type Reference, referenceText } from "../oci/mod.ts";
import { printable } from "../report/style.ts";
import { openRepository } from "./open_repository.ts";
import type { PluginOptions } from "./options.ts";
import { enginesOf } from "./plugin_list.ts";
import type { RegistryOptions } from "./registry_flags.ts";
import type { Shell } from "./shell.ts";

/** What the flags parse to. */
export type UpdateFlags = PluginOptions & RegistryOptions;

/** What the flags parse to. */
export interface InstallFlags extends UpdateFlags {
  readonly registry: string;
}

/** Of the plugins that are named without their registry: the major version. */
const DEFAULT_TAG = "0";

/** Installs plugins, one after another. */
export async function install(names: readonly string[], flags: InstallFlags, shell: Shell): Promise<void> {
  const plugins = await openPlugins(flags, shell);
  for (const name of names) {
    const reference = referenceOf(name, flags.registry);
    using repository = await openRepository(reference, flags, shell);
    const offer = await findPlugin(repository, reference);
    await bringIt(
      { plugins, repository, offer, fileName: pluginFileName(nameOf(reference), offer.form) },
      shell,
    );
  }
}

/** Installs what the tags of installed plugins name now, where that is something else. */
export async function update(names: readonly string[], flags: UpdateFlags, shell: Shell): Promise<void> {
  const plugins = await openPlugins(flags, shell);
  const chosen = names.length === 0
    ? await plugins.list()
    : await Promise.all(names.map((name) => plugins.find(name)));
  if (chosen.length === 0) shell.terminal.say("No plugin was installed from a registry");
  for (const { name, fileName, reference: installed } of chosen) {
    const { digest, ...reference } = parseReference(installed);
    if (reference.tag === undefined) {
      shell.terminal.say(`${name} was installed by its digest, which names nothing else: ${installed}`);
      continue;
    }
    using repository = await openRepository(reference, flags, shell);
    const offer = await findPlugin(repository, reference);
    if (offer.pinned.digest === digest) {
      shell.terminal.say(`${name} is what ${referenceText(reference)} names`);
    } else await bringIt({ plugins, repository, offer, fileName }, shell);
  }
}

/** Puts the files back that were there before the last install or update. */
export async function rollBack(names: readonly string[], flags: PluginOptions, shell: Shell): Promise<void> {
  const plugins = await openPlugins(flags, shell);
  for (const name of names) {
    const { reference, ...plugin } = await plugins.rollBack(name);
    tell(plugin, reference, shell);
  }
}

/** Removes installed plugins. */
export async function remove(names: readonly string[], flags: PluginOptions, shell: Shell): Promise<void> {
  const plugins = await openPlugins(flags, shell);
  for (const name of names) {
    const { fileName, reference } = await plugins.remove(name);
    shell.terminal.out(`${fileName} of ${reference} is gone and may no longer run\n`);
  }
}

interface Errand {
  readonly plugins: InstalledPlugins;
  readonly repository: Parameters<typeof bring>[0];
  readonly offer: Offer;
  readonly fileName: string;
}

async function bringIt({ plugins, repository, offer, fileName }: Errand, shell: Shell): Promise<void> {
  const { terminal } = shell;
  const reference = referenceText(offer.pinned);
  const draft = plugins.draftPath();
  terminal.say(`${reference}: ${(offer.sizeBytes / 1e6).toFixed(1)} MB`);
  await bring(repository, offer, draft, (bytes) => {
    terminal.status(`${Math.floor(bytes / Math.max(offer.sizeBytes, 1) * 100)} %`);
  });
  terminal.status("");
  tell(await plugins.put(draft, fileName, reference), reference, shell);
}

function tell(
  { candidate, description, file }: ResolvedPlugin,
  reference: string,
  { terminal }: Shell,
): void {
  const says = `${description.version}, serves ${enginesOf(description).join(", ")}`;
  terminal.out(`${candidate.path}\n  ${reference}\n  ${file?.digest}\n  may run: ${printable(says)}\n`);
}

/** What a project's lock says is not the user's word. */
async function openPlugins(flags: PluginOptions, shell: Shell): Promise<InstalledPlugins> {
  return await InstalledPlugins.open({ ...shell.settings(flags), lockFile: false });
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
