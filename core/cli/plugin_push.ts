// `schemahero plugin push`: puts a plugin into a registry.
import { basename, resolve } from "node:path";
import { EXIT, SchemaHeroError } from "../errors.ts";
import { Admission, describePlugin, discover, type HostSettings, readFileName } from "../host/mod.ts";
import { parseReference, type PluginFile, pushPlugin, referenceText } from "../oci/mod.ts";
import { enginesOf } from "./plugin_list.ts";
import type { PluginOptions } from "./options.ts";
import { openRepository } from "./open_repository.ts";
import type { RegistryOptions } from "./registry_flags.ts";
import type { Shell } from "./shell.ts";

/** Pushes the files of one plugin, after one of them has been asked what it is. */
export async function push(
  named: string,
  paths: readonly string[],
  flags: PluginOptions & RegistryOptions,
  shell: Shell,
): Promise<void> {
  const reference = parseReference(named);
  if (reference.digest !== undefined || reference.tag === undefined) {
    throw new SchemaHeroError("usage.reference", `${named} names no tag to push to`, {
      hint: `Write ${referenceText({ ...reference, tag: "1.0.0" })}`,
      exitCode: EXIT.usage,
    });
  }
  const files = paths.map(fileAt);
  const labels = await describeOne(files, { ...shell.settings(flags), lockFile: false });
  using repository = await openRepository(reference, flags, shell);
  const { digest } = await pushPlugin(
    repository,
    reference,
    files,
    labels,
    (line) => shell.terminal.say(line),
  );
  shell.terminal.out(`${referenceText({ ...reference, digest })}\n`);
}

function fileAt(path: string): PluginFile {
  const name = basename(path);
  const found = readFileName(name);
  if (found) return { path: resolve(path), name, form: found.form };
  throw new SchemaHeroError("usage.plugin-file", `${path} is not named like a plugin`, {
    hint: "The file of a plugin is schemahero-NAME, or schemahero-NAME.js for the portable form",
    exitCode: EXIT.usage,
  });
}

/** Asks the first file that runs here: its author names it, so it is admitted. */
async function describeOne(
  files: readonly PluginFile[],
  settings: HostSettings,
): Promise<{ readonly version: string; readonly engines: readonly string[] }> {
  let last: unknown;
  for (
    const { path } of [...files].sort((a, b) => Number(b.form === "portable") - Number(a.form === "portable"))
  ) {
    try {
      const [candidate] = discover({ ...settings, explicit: path });
      if (!candidate) continue;
      await new Admission(settings).admit(candidate, "given");
      const { description } = await describePlugin(candidate, settings);
      return { version: description.version, engines: enginesOf(description) };
    } catch (error) {
      last = error;
    }
  }
  throw last;
}
