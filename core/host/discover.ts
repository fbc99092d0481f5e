// Finds files that may be plugins, in the documented order. Runs none of them and never looks into the working
// directory: a repository that one has just cloned must not bring its own plugin along. Synchronous: nothing else can
// be done before a plugin is found, and asynchronous calls took 3 ms longer.
import { delimiter, dirname, isAbsolute, join, resolve } from "node:path";
import { SchemaHeroError } from "../errors.ts";
import { shellWord } from "./admission/place.ts";
import { type Candidate, nameOfFile, type Origin, readFileName } from "./candidate.ts";
import type { HostSettings } from "./settings.ts";

/** The most files of one directory that are looked at. */
const MAX_FILES = 10_000;
/** The most misnamed files of one directory that are told. */
const MAX_MISTAKEN = 20;
const SYSTEM_DIRECTORIES = ["/usr/local/lib/schemahero/plugins", "/var/lib/schemahero/plugins"];
/** What makes a folder a plugin from source. */
const SOURCE_FILES = ["main.ts", "plugin.ts", "permissions.json"];

/** A directory that is searched. */
export interface SearchPlace {
  readonly path: string;
  readonly origin: Origin;
}

/** The directories that are searched, in order. Without those of the source tree. */
export function searchPlaces(settings: HostSettings): readonly SearchPlace[] {
  const places: SearchPlace[] = settings.pluginDirs.map((path) => ({
    path: resolve(path),
    origin: "plugin-dir",
  }));
  for (const path of (settings.environment("SCHEMAHERO_PLUGIN_PATH") ?? "").split(delimiter)) {
    if (path === "") continue;
    if (isAbsolute(path)) places.push({ path, origin: "environment" });
    else settings.log?.("warning", `SCHEMAHERO_PLUGIN_PATH: "${path}" is not absolute and is not searched`);
  }
  const { home } = settings;
  if (home !== undefined && isAbsolute(home)) {
    places.push({ path: join(home, ".schemahero", "plugins"), origin: "home" });
  }
  if (Deno.build.os !== "windows") {
    for (const path of SYSTEM_DIRECTORIES) places.push({ path, origin: "system" });
  }
  return places;
}

/**
 * Every candidate, in the order of preference; with an explicit path only that one. Of several with one name the
 * later are marked as shadowed.
 * @throws {SchemaHeroError} plugin.not-found when something that was named is not there, plugin.wrong-interface
 */
export function discover(settings: HostSettings): readonly Candidate[] {
  if (settings.explicit !== undefined) return [explicitCandidate(settings.explicit, settings)];
  const found = searchPlaces(settings).flatMap((place) => searchDirectory(place));
  if (settings.sourceRoot !== undefined) {
    found.push(...sourceCandidates(join(settings.sourceRoot, "plugins")));
  }
  const first = new Map<string, string>();
  return found.map((candidate) => {
    const shadowedBy = first.get(candidate.name);
    if (shadowedBy === undefined) first.set(candidate.name, candidate.path);
    return shadowedBy === undefined || shadowedBy === candidate.path
      ? candidate
      : { ...candidate, shadowedBy };
  });
}

function explicitCandidate(named: string, settings: HostSettings): Candidate {
  const path = resolve(named);
  const facts = statIfThere(path);
  if (!facts) {
    throw new SchemaHeroError("plugin.not-found", `There is no plugin at ${path}`, {
      hint: "Give the path of a plugin's file with --plugin or plugin.localPath",
    });
  }
  const origin = originOf(path, settings);
  if (!facts.isDirectory) {
    return { form: path.endsWith(".js") ? "portable" : "executable", name: nameOfFile(path), path, origin };
  }
  if (!isSourcePlugin(path)) {
    throw new SchemaHeroError("plugin.wrong-interface", `${path} is a folder, not a plugin`, {
      hint: `Name the plugin's file in it with --plugin, or search the folder with --plugin-dir`,
    });
  }
  if (settings.sourceRoot === undefined) {
    throw new SchemaHeroError("plugin.wrong-interface", `${path} is the source of a plugin`, {
      hint:
        "Sources run only when SchemaHero itself runs from source; otherwise build the plugin: deno task build-plugin",
    });
  }
  return { form: "source", name: nameOfFile(path), path, origin };
}

/** What a document names is not what the user named, unless it lies in one of the user's plugin directories. */
function originOf(path: string, settings: HostSettings): Origin {
  if (settings.isFromDocument !== true) return "explicit";
  const folder = dirname(path);
  return searchPlaces(settings).find((place) => place.path === folder)?.origin ?? "document";
}

/** The candidates of one directory, by name; an executable comes before a portable plugin of the same name. */
function searchDirectory({ path: directory, origin }: SearchPlace): readonly Candidate[] {
  const found: Candidate[] = [];
  let seenCount = 0;
  try {
    for (const entry of Deno.readDirSync(directory)) {
      if (++seenCount > MAX_FILES) break;
      const named = entry.isDirectory ? undefined : readFileName(entry.name);
      if (named) found.push({ ...named, path: join(directory, entry.name), origin });
    }
  } catch (cause) {
    if (origin !== "plugin-dir") return []; // the implicit directories need not exist
    throw new SchemaHeroError("plugin.not-found", `The plugin directory ${directory} cannot be read`, {
      hint: "Check the path given with --plugin-dir",
      cause,
    });
  }
  return found.sort((left, right) =>
    compareText(left.name, right.name) || compareText(left.form, right.form)
  );
}

/** A file in a plugin directory that is meant to be a plugin and is not found, with what to do. */
export interface Mistaken {
  readonly path: string;
  readonly why: string;
  readonly fix: string;
}

/** What looks like plugins in a directory and is none by its name. */
export function mistakenNames(directory: string): readonly Mistaken[] {
  const found: Mistaken[] = [];
  let entries: readonly Deno.DirEntry[];
  try {
    entries = [...Deno.readDirSync(directory)];
  } catch {
    return [{ path: directory, why: "cannot be read", fix: `chmod u+rx ${shellWord(directory)}` }];
  }
  for (const { name, isDirectory } of entries) {
    const isMeant = /^schemahero[-_.]/i.test(name) && !name.endsWith(".sig");
    if (!isMeant || (!isDirectory && readFileName(name)) || found.length === MAX_MISTAKEN) continue;
    const path = join(directory, name);
    const isArchive = /\.(tar|tgz|gz|xz|zst|zip|bz2)$/i.test(name);
    found.push({
      path,
      why: isDirectory ? "is a folder" : isArchive ? "is an archive" : "is not named as a plugin is",
      fix: isDirectory || isArchive
        ? "put the plugin's file that is in it into this directory"
        : "name it schemahero-<engine>, or schemahero-<engine>.js, in small letters",
    });
  }
  return found.sort((left, right) => compareText(left.path, right.path));
}

/** The plugins of the source tree. */
function sourceCandidates(folder: string): readonly Candidate[] {
  const found: Candidate[] = [];
  try {
    for (const { name, isDirectory } of Deno.readDirSync(folder)) {
      const path = join(folder, name);
      if (isDirectory && isSourcePlugin(path)) {
        found.push({ form: "source", name, path, origin: "source" });
      }
    }
  } catch {
    return []; // a source tree without plugins
  }
  return found.sort((left, right) => compareText(left.name, right.name));
}

function isSourcePlugin(folder: string): boolean {
  return SOURCE_FILES.every((name) => statIfThere(join(folder, name))?.isFile === true);
}

function statIfThere(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    throw error;
  }
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
