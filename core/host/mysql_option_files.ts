// The option files that every client of MySQL and MariaDB reads (my.cnf): what they give for a connection that does not
// say it. Read here, since a plugin may read no file; which groups count, and what their options are called in the
// plugin, its connection block says.
import { dirname, join, resolve } from "node:path";
import type { ConnectionBlock } from "../../protocol/describe.ts";
import { SchemaHeroError } from "../errors.ts";
import type { Surroundings } from "./libpq_files.ts";

/** The part of a connection block that speaks of option files. */
export type OptionFiles = NonNullable<ConnectionBlock["optionFiles"]>;

/** The longest file that is read, in bytes. */
const MAX_FILE_BYTES = 1024 * 1024;
/** The most files that are read, includes counted. */
const MAX_FILES = 100;

/**
 * The options of the groups, by the names of the files with `-` for `_`; what comes later wins. A flag without a value
 * has the value "".
 * @param named one file that is read instead of the usual ones
 * @throws {SchemaHeroError} connection.invalid for a file that everybody may write, or that is none
 */
export function readOptionFiles(
  groups: readonly string[],
  named: string | undefined,
  around: Surroundings,
): ReadonlyMap<string, string> {
  const reader = new Reader(new Set(groups));
  if (named !== undefined) {
    if (!reader.read(named)) throw invalid(`There is no option file ${named}`);
    return atOnePlace(reader.found);
  }
  const home = around.environment("MYSQL_HOME") ?? around.environment("MARIADB_HOME");
  const usual = [
    "/etc/my.cnf",
    "/etc/mysql/my.cnf",
    ...(home ? [join(home, "my.cnf")] : []),
    ...(around.home ? [join(around.home, ".my.cnf")] : []),
  ];
  for (const path of usual) reader.read(path);
  return atOnePlace(reader.found);
}

/** A socket is only taken for this machine: one that is set for all users does not outdo a user's own host. */
function atOnePlace(found: Map<string, string>): ReadonlyMap<string, string> {
  if (!found.has("socket")) return found;
  found.delete((found.get("host") ?? "localhost") === "localhost" ? "host" : "socket");
  return found;
}

/** Reads files into one map. */
class Reader {
  readonly found = new Map<string, string>();
  readonly #groups: ReadonlySet<string>;
  #fileCount = 0;

  constructor(groups: ReadonlySet<string>) {
    this.#groups = groups;
  }

  /** False when there is no such file. */
  read(path: string): boolean {
    if (++this.#fileCount > MAX_FILES) throw invalid(`${path} would be the ${MAX_FILES + 1}st option file`);
    const text = readIfThere(path);
    if (text === undefined) return false;
    let isWanted = false;
    for (const [at, written] of text.split(/\r?\n/).entries()) {
      const line = written.trim();
      if (line === "" || line.startsWith("#") || line.startsWith(";")) continue;
      const [, group] = /^\[([^\]]*)\]/.exec(line) ?? [];
      if (group !== undefined) isWanted = this.#groups.has(group.trim());
      else if (line.startsWith("!")) this.#include(line, path, at + 1);
      else if (isWanted) this.#option(line);
    }
    return true;
  }

  #option(line: string): void {
    const equals = line.indexOf("=");
    const name = (equals < 0 ? line.replace(/\s*#.*$/, "") : line.slice(0, equals)).trim();
    const folded = name.toLowerCase().replaceAll("_", "-").replace(/^loose-/, "");
    this.found.delete(folded); // so that of two names for one option the later one is the last
    this.found.set(folded, equals < 0 ? "" : valueOf(line.slice(equals + 1)));
  }

  #include(line: string, path: string, at: number): void {
    const [, word, target = ""] = /^!(\w+)\s+(.*)$/.exec(line) ?? [];
    const included = resolve(dirname(path), target.trim());
    if (word === "include") this.read(included);
    else if (word === "includedir") {
      for (const name of filesIn(included)) this.read(join(included, name));
    } else throw invalid(`${path}, line ${at}: not !include or !includedir`);
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    return [...Deno.readDirSync(folder)].filter(({ name, isFile }) => isFile && name.endsWith(".cnf"))
      .map(({ name }) => name).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw unreadable(folder, error);
  }
}

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", t: "\t", n: "\n", r: "\r", s: " " };

/** A value without its quotes, its escapes and what stands behind a `#` outside of quotes. */
export function valueOf(written: string): string {
  const text = written.trim();
  const quote = text[0] === "'" || text[0] === '"' ? text[0] : undefined;
  const end = quote === undefined ? -1 : closing(text, quote);
  const inner = end > 0 ? text.slice(1, end) : text.replace(/\s*#.*$/, "");
  return inner.replace(
    /\\(.)/g,
    (pair, escaped: string) => ESCAPES[escaped] ?? (/[\\'"]/.test(escaped) ? escaped : pair),
  );
}

function closing(text: string, quote: string): number {
  for (let at = 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}

function readIfThere(path: string): string | undefined {
  try {
    const { size, isFile, mode } = Deno.statSync(path);
    if (!isFile || size > MAX_FILE_BYTES) return undefined;
    if (Deno.build.os !== "windows" && mode !== null && (mode & 0o002) !== 0) {
      throw invalid(
        `Everybody may write to the option file ${path}, so it is not believed`,
        `chmod o-w ${path}`,
      );
    }
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    if (error instanceof SchemaHeroError) throw error;
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): SchemaHeroError {
  return invalid(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
}

function invalid(message: string, hint?: string): SchemaHeroError {
  return new SchemaHeroError("connection.invalid", message, hint === undefined ? {} : { hint });
}
