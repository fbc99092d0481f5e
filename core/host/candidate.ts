// What a plugin looks like on disk, before anything of it has run: its forms, its name and who named it.
import { basename } from "node:path";
import { SchemaHeroError } from "../errors.ts";

/** Why a file is considered, most explicit first. */
export type Origin = "explicit" | "document" | "plugin-dir" | "environment" | "home" | "system" | "source";

interface Found {
  /** The file name without `schemahero-`; what the plugin calls itself is in its description. */
  readonly name: string;
  /** Absolute. For the form `source` the plugin's folder. */
  readonly path: string;
  readonly origin: Origin;
  /** The path of an earlier file of the same name, which is used instead of this one. */
  readonly shadowedBy?: string;
}

/** A file or folder that may be a plugin. */
export type Candidate =
  /** An executable of its own, in any language. */
  | Found & { readonly form: "executable" }
  /** One JavaScript bundle, run in the core's own runtime. */
  | Found & { readonly form: "portable" }
  /** A folder of this source tree, run by the Deno that runs the core. */
  | Found & { readonly form: "source" };

const PREFIX = "schemahero-";
const FILE_NAME = /^schemahero-([a-z0-9][a-z0-9_-]{0,59})(\.js|\.exe)?$/;

/** The form and name that a file name in a plugin directory stands for; undefined when it is no plugin's. */
export function readFileName(
  file: string,
): { readonly name: string; readonly form: "executable" | "portable" } | undefined {
  const [, name, suffix] = FILE_NAME.exec(file) ?? [];
  if (name === undefined) return undefined;
  if (suffix === ".exe" && Deno.build.os !== "windows") return undefined;
  return { name, form: suffix === ".js" ? "portable" : "executable" };
}

/** The file name of a plugin, the other way round. @throws {SchemaHeroError} when no plugin can be called so */
export function pluginFileName(name: string, form: "executable" | "portable"): string {
  const suffix = form === "portable" ? ".js" : Deno.build.os === "windows" ? ".exe" : "";
  const file = `${PREFIX}${name}${suffix}`;
  if (readFileName(file)?.form === form) return file;
  throw new SchemaHeroError("plugin.wrong-name", `No plugin can be called ${JSON.stringify(name)}`, {
    hint: "Names have lower case letters, digits, - and _",
  });
}

/** The name of a file that the user named, whatever it is called. */
export function nameOfFile(path: string): string {
  const name = basename(path).replace(/\.(js|exe)$/, "");
  return name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name;
}

/** A candidate in words, for messages. */
export function describeCandidate(candidate: Candidate): string {
  return `${PREFIX}${candidate.name} (${candidate.path})`;
}
