// The two files of a user's own that every program on libpq reads: passwords (.pgpass) and named connections
// (.pg_service.conf). Read here, since a plugin may read neither; it is given the one password, or the one service.
import { join } from "node:path";
import { SchemaHeroError } from "../errors.ts";
import { type Environment, Secret } from "../secrets/mod.ts";

/** Where the files are found. */
export interface Surroundings {
  readonly environment: Environment;
  /** The user's home folder. */
  readonly home?: string;
}

/** What a password is looked up by, as libpq calls it. A socket's host is its folder. */
export interface Login {
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
}

/** The longest file that is read, in bytes. */
const MAX_FILE_BYTES = 1024 * 1024;

/**
 * The password that the file of passwords has for a login: that of PGPASSFILE, or else ~/.pgpass.
 * @throws {SchemaHeroError} connection.invalid where others may read the file
 */
export function findPassword(
  login: Login,
  named: string | undefined,
  around: Surroundings,
): string | undefined {
  const path = named ?? around.environment("PGPASSFILE") ?? (around.home && join(around.home, ".pgpass"));
  const text = path && readIfThere(path);
  if (!path || text === undefined) return undefined;
  const password = passwordIn(text, login);
  if (password === undefined) return undefined;
  const { mode } = Deno.statSync(path);
  if (Deno.build.os !== "windows" && mode !== null && (mode & 0o077) !== 0) {
    throw invalid(
      `The password file ${path} may be used by others, so it is not believed`,
      `chmod 0600 ${path}`,
    );
  }
  return new Secret(password).reveal();
}

/**
 * The parameters of a service, from PGSERVICEFILE or ~/.pg_service.conf, then pg_service.conf in PGSYSCONFDIR.
 * @throws {SchemaHeroError} connection.invalid when no file has it
 */
export function findService(name: string, around: Surroundings): Readonly<Record<string, string>> {
  const folder = around.environment("PGSYSCONFDIR");
  const paths = [
    around.environment("PGSERVICEFILE") ?? (around.home && join(around.home, ".pg_service.conf")),
    folder && join(folder, "pg_service.conf"),
  ].filter((path): path is string => path !== undefined && path !== "");
  for (const path of paths) {
    const found = serviceIn(readIfThere(path) ?? "", name, path);
    if (found) return found;
  }
  const looked = paths.length === 0 ? "" : `; looked in ${paths.join(" and ")}`;
  throw invalid(`There is no service ${name}${looked}`, "PGSERVICEFILE names the file of services");
}

/** The password of the first line that fits: `host:port:database:user:password`, `*` for any, `\:` for a colon. */
export function passwordIn(text: string, login: Login): string | undefined {
  const wanted = [login.host, login.port, login.database, login.user];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("#")) continue;
    const fields = [...line.matchAll(/(?:^|:)((?:[^\\:]|\\.?)*)/g)].map(([, field = ""]) => field);
    if (fields.length < 5) continue;
    const fits = wanted.every((value, at) => {
      const written = fields[at] ?? "";
      if (written === "*" || plain(written) === value) return true;
      return at === 0 && value.startsWith("/") && written === "localhost";
    });
    // The password is the rest of its field, as libpq reads it: up to the next colon.
    if (fits) return plain(fields[4] ?? "");
  }
  return undefined;
}

/** The parameters in a section `[name]`. */
export function serviceIn(
  text: string,
  name: string,
  path: string,
): Readonly<Record<string, string>> | undefined {
  let found: Record<string, string> | undefined;
  for (const [at, written] of text.split(/\r?\n/).entries()) {
    const line = written.trim();
    if (line === "" || line.startsWith("#")) continue;
    if (line.startsWith("[")) {
      if (found) break;
      if (line === `[${name}]`) found = {};
    } else if (found) {
      const equals = line.indexOf("=");
      if (equals < 1) throw invalid(`${path}, line ${at + 1}: not name=value`);
      found[line.slice(0, equals).trim()] = line.slice(equals + 1).trim();
    }
  }
  return found;
}

function plain(field: string): string {
  return field.replace(/\\(.)/g, "$1");
}

function readIfThere(path: string): string | undefined {
  try {
    const { size, isFile } = Deno.statSync(path);
    if (!isFile || size > MAX_FILE_BYTES) return undefined;
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    throw invalid(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function invalid(message: string, hint?: string): SchemaHeroError {
  return new SchemaHeroError("connection.invalid", message, hint === undefined ? {} : { hint });
}
