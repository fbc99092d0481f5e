// The portable form of a plugin: one module for every platform, run by the core in its own runtime.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PROTOCOL_VERSIONS } from "../protocol/messages.ts";
import type { DatabasePlugin } from "../protocol/plugin.ts";
import { pluginFolder } from "./tree.ts";

/**
 * Writes a plugin's bundled worker.ts as a portable plugin into a folder. The first line says what it is, for a
 * reader that does not run it.
 * @returns the path of the file
 */
export async function writePortable(name: string, worker: string, folder: string): Promise<string> {
  const module: { readonly default: DatabasePlugin } = await import(
    pathToFileURL(join(pluginFolder(name), "plugin.ts")).href
  );
  const facts = { name: module.default.name, version: module.default.version, protocol: PROTOCOL_VERSIONS };
  const path = join(folder, `schemahero-${name}.js`);
  await Deno.mkdir(folder, { recursive: true });
  // Renamed into place: whoever reads it meanwhile has the old file or the new one, whole.
  const draft = `${path}.${Deno.pid}.new`;
  await Deno.writeTextFile(draft, `/*! schemahero-plugin ${JSON.stringify(facts)} */\n${worker}`);
  await Deno.rename(draft, path);
  return path;
}
