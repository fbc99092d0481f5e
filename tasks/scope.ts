// What a task is about when it is called inside plugins/ or plugins/<name>/: `deno task` always runs in the root
// and leaves the folder of the caller in INIT_CWD.
import { join, relative, sep } from "node:path";
import { TaskError } from "./task_error.ts";
import { pluginNames, ROOT } from "./tree.ts";

/** The part of the tree that a task was called for. */
export type Scope =
  | { readonly part: "everything" }
  | { readonly part: "plugins" }
  | { readonly part: "plugin"; readonly name: string };

/**
 * The scope of a folder.
 * @throws {TaskError} when the folder is in plugins/ but in no plugin
 */
export function scopeOf(
  folder: string,
  root: string = ROOT,
  plugins: readonly string[] = pluginNames(),
): Scope {
  const [first] = relative(join(root, "plugins"), folder).split(sep);
  if (first === "") return { part: "plugins" };
  if (first === undefined || first === "..") return { part: "everything" };
  if (plugins.includes(first)) return { part: "plugin", name: first };
  throw new TaskError(`plugins/${first} is not a plugin: it has no plugin.ts`, 2);
}

/** The scope of the folder in which the user called `deno task`. */
export function calledScope(): Scope {
  return scopeOf(Deno.env.get("INIT_CWD") ?? Deno.cwd());
}

/**
 * The plugin that a task is to work on: the one named, else the one in whose folder it was called.
 * @throws {TaskError} when there is none
 */
export function namedPlugin(task: string, args: readonly string[]): string {
  const names = pluginNames();
  const [name, ...rest] = args;
  if (rest.length > 0) throw new TaskError(`deno task ${task} takes one name, found ${args.join(" ")}`, 2);
  if (name !== undefined) {
    if (names.includes(name)) return name;
    throw new TaskError(`There is no plugin "${name}"; there are: ${names.join(", ")}`, 2);
  }
  const scope = calledScope();
  if (scope.part === "plugin") return scope.name;
  throw new TaskError(`Say which plugin: deno task ${task} NAME, with one of: ${names.join(", ")}`, 2);
}
