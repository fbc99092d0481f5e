// Where things are in this tree. Every task, and the tests over the tree, ask here.
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds deno.json. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where `build` puts what it makes. */
export const DIST = join(ROOT, "dist");

/** The folder of one plugin. */
export function pluginFolder(name: string): string {
  return join(ROOT, "plugins", name);
}

/** The plugins of this tree, by name: every folder in plugins/ that has a plugin.ts. */
export function pluginNames(): readonly string[] {
  const folders = readdirSync(join(ROOT, "plugins"), { withFileTypes: true });
  return folders
    .filter((entry) => entry.isDirectory() && existsSync(join(pluginFolder(entry.name), "plugin.ts")))
    .map((entry) => entry.name)
    .sort();
}

/** The one path of a plugin's executable, with the suffix that the platform wants. */
export function executablePath(name: string): string {
  return join(DIST, Deno.build.os === "windows" ? `${name}.exe` : name);
}
