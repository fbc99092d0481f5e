// The scripts of `apply --ddl`: one file, or the .sql files of a directory in lexical order.
import { EXIT, SchemaHeroError } from "../errors.ts";

/** A script as it was read. */
export interface Script {
  readonly name: string;
  readonly text: string;
}

/** The largest script that is read, in bytes. */
export const MAX_SCRIPT_BYTES = 256 * 1024 * 1024;

/** Reads the scripts at a path. @throws {SchemaHeroError} usage.ddl when there is nothing to run */
export function findScripts(path: string): Script[] {
  const info = statOf(path);
  if (!info.isDirectory) return [readScript(path, info.size)];
  const names = [...Deno.readDirSync(path)].map(({ name }) => name)
    .filter((name) => !name.startsWith(".") && name.toLowerCase().endsWith(".sql")).sort();
  if (names.length === 0) {
    throw new SchemaHeroError("usage.ddl", `The directory ${path} has no .sql files`, {
      hint: "Name the file, or end its name in .sql",
      exitCode: EXIT.usage,
    });
  }
  return names.map((name) => readScript(`${path}/${name}`, statOf(`${path}/${name}`).size));
}

function statOf(path: string): Deno.FileInfo {
  try {
    return Deno.statSync(path);
  } catch (cause) {
    const why = cause instanceof Deno.errors.NotFound ? "does not exist" : "cannot be read";
    throw new SchemaHeroError("usage.ddl", `${path} ${why}`, { cause, exitCode: EXIT.usage });
  }
}

function readScript(name: string, sizeBytes: number): Script {
  if (sizeBytes > MAX_SCRIPT_BYTES) {
    throw new SchemaHeroError("usage.ddl", `${name} is larger than ${MAX_SCRIPT_BYTES / 1024 / 1024} MiB`);
  }
  try {
    return { name, text: new TextDecoder("utf-8", { fatal: true }).decode(Deno.readFileSync(name)) };
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new SchemaHeroError("usage.ddl", `${name} is not UTF-8 text`, { cause });
  }
}
