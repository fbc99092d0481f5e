// What a connection may touch, worked out from the plugin's connection block and what the user wrote, by a core that
// knows no engine. Names become addresses, paths absolute and real, PEM files text; nothing else is granted.
import { basename, dirname, join, resolve } from "node:path";
import type { ConnectionBlock, Description } from "../../protocol/describe.ts";
import type { Grants } from "../../protocol/messages.ts";
import type { ConnectParams } from "../../protocol/methods.ts";
import { check } from "../../protocol/schema.ts";
import { SchemaHeroError } from "../errors.ts";
import { Secret } from "../secrets/mod.ts";
import { grantOf } from "./addresses.ts";
import { type Endpoint, findWays, isSocket } from "./endpoints.ts";
import { findPassword, findService, type Surroundings } from "./libpq_files.ts";
import { type OptionFiles, readOptionFiles } from "./mysql_option_files.ts";
import type { KeptFile } from "./side_files.ts";
import { systemAuthorities } from "./system_authorities.ts";
import { parseUri, splitHost } from "./uri.ts";
import { own, Written } from "./written.ts";

/** The longest PEM file that is read, in bytes. */
const MAX_PEM_BYTES = 1024 * 1024;

/** What the user wrote to name a database. */
export interface ConnectionInput {
  readonly uri?: Secret | string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Relative paths start here. */
  readonly workingDirectory: string;
  readonly lockTimeoutMs: number;
  /** True for a session that will write: a database file that does not exist may then be made. */
  readonly isForWriting?: boolean;
}

/** A connection that is ready to be asked for. */
export interface PreparedConnection {
  /** The parameters of `connect`. Holds secrets in the clear. */
  readonly params: ConnectParams;
  readonly grants: Grants;
  /** Those of the granted paths that are unix sockets. */
  readonly sockets: readonly string[];
  /** Those that are written, with what the engine makes beside them. */
  readonly keptFiles: readonly KeptFile[];
  /** What is granted, in one line without secrets. */
  readonly audit: string;
}

/**
 * Works out parameters and grants.
 * @throws {SchemaHeroError} connection.invalid, connection.failed when a host has no address
 */
export async function prepareConnection(
  { connection: block }: Description,
  engine: string,
  input: ConnectionInput,
  around?: Surroundings,
): Promise<PreparedConnection> {
  const options = revealed(input.options);
  const uri = takeUri(block, input.uri, options);
  const parts = uri === undefined ? undefined : parseUri(uri, block.uri);
  const values = new Written(parts, options);
  if (around && block.optionFiles) addOptionFiles(block.optionFiles, values, options, around);
  checkOptions(block, options);
  // What a service holds is the plugin's to read: it may be any of libpq's words.
  if (around && block.userFiles?.includes("pg-service")) addService(values, options, around);
  const passwordOf = around && block.userFiles?.includes("pgpass")
    ? addPassword(block, values, options, around)
    : undefined;
  const { endpoints, socket } = await findWays(
    block,
    values,
    (path) => realPath(resolve(input.workingDirectory, path)),
    passwordOf,
  );
  const files = (block.files ?? []).map((file) => locate(file, values, input.workingDirectory));
  const pem = (block.pem ?? []).map((each) => readPem(each, values, input.workingDirectory, around));
  const sockets = [
    ...(socket === undefined ? [] : [socket]),
    ...endpoints.filter(isSocket).map(({ address }) => address),
  ];
  const readWrite = files.flatMap(({ paths, isWritten }) => isWritten ? paths : []);
  const grants: Grants = {
    net: [
      ...new Set(
        endpoints.filter((each) => !isSocket(each)).map(({ address, port }) => grantOf(address, port)),
      ),
    ],
    read: [...new Set([...files.flatMap(({ paths }) => paths), ...sockets])],
    write: [...new Set([...readWrite, ...sockets])],
  };
  return {
    params: {
      engine,
      ...(uri !== undefined && { uri }),
      options,
      resolved: {
        endpoints,
        files: {
          ...Object.fromEntries(
            files.flatMap(({ name, value }) => value === undefined ? [] : [[name, value]]),
          ),
          ...(socket !== undefined && { socket }),
        },
        pem: Object.fromEntries(pem.flat()),
      },
      lockTimeoutMs: input.lockTimeoutMs,
    },
    grants,
    sockets,
    keptFiles: files.flatMap(({ kept }) => kept ?? []),
    audit: audit(endpoints, grants, sockets),
  };
}

/** A service fills in what is not written. */
function addService(values: Written, options: Record<string, unknown>, around: Surroundings): void {
  const name = values.first(["uri.query.service", "option.service"]);
  if (name === undefined) return;
  for (const [option, value] of Object.entries(findService(name, around))) {
    if (values.first([`uri.query.${option}`, `option.${option}`]) === undefined) options[option] = value;
  }
}

/** Option files fill in what is not written. */
function addOptionFiles(
  { groups, named, options: known }: OptionFiles,
  values: Written,
  options: Record<string, unknown>,
  around: Surroundings,
): void {
  const found = readOptionFiles(groups, values.first(named), around);
  // Whether something is written is asked before anything is filled in.
  const open = known.filter(({ unless }) => values.first(unless) === undefined);
  for (const { names, option, value } of open) {
    const name = [...found.keys()].findLast((each) => names.includes(each));
    if (name === undefined) continue;
    const written = found.get(name) ?? "";
    if (value === undefined) options[option] = written;
    else if (!/^(?:0|off|false)$/i.test(written)) options[option] = value;
  }
}

/**
 * The password of a connection that is written without one. Each of several hosts has its own, as in libpq: gives what
 * finds it.
 */
function addPassword(
  { tcp }: ConnectionBlock,
  values: Written,
  options: Record<string, unknown>,
  around: Surroundings,
): ((host: string, port: number) => string | undefined) | undefined {
  const from = (...sources: string[]) => values.first(sources);
  if (from("uri.password", "uri.query.password", "option.password") !== undefined) return;
  const user = from("uri.user", "uri.query.user", "option.user");
  if (user === undefined) return;
  const path = from("uri.path")?.replace(/^\//, "");
  const database = path || (from("uri.query.dbname", "option.dbname") ?? user);
  const named = from("uri.query.passfile", "option.passfile");
  const passwordOf = (host: string, port: number | string) =>
    findPassword({ user, host, port: String(port), database }, named, around);
  const hosts = from("uri.host", "uri.query.host", "option.host", ...tcp?.address ?? []) ??
    tcp?.defaultHost ?? "";
  if (hosts.includes(",")) return passwordOf;
  const { host, port } = splitHost(hosts.trim());
  const written = port || values.first(tcp?.port ?? [])?.split(",")[0];
  const password = passwordOf(host, written || String(tcp?.defaultPort ?? ""));
  if (password !== undefined) options["password"] = password;
  return undefined;
}

function revealed(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const plain = Object.entries(options).map(([name, value]) =>
    [name, value instanceof Secret ? value.reveal() : value] as const
  );
  return Object.fromEntries(plain);
}

/** The whole URI, given apart or in one of the options that may hold it; it is then no longer an option. */
function takeUri(
  block: ConnectionBlock,
  given: Secret | string | undefined,
  options: Record<string, unknown>,
): string | undefined {
  let uri = given instanceof Secret ? given.reveal() : given;
  for (const name of block.uriFrom ?? ["uri"]) {
    const value = own(options, name);
    if (typeof value !== "string") continue;
    if (uri !== undefined && uri !== value) {
      throw invalid(`The connection is given twice: as URI and as option ${name}`, "Give one of the two");
    }
    uri = value;
    delete options[name];
  }
  return uri;
}

function checkOptions(block: ConnectionBlock, options: Readonly<Record<string, unknown>>): void {
  const [issue] = check(block.options, options, { unknownKeys: "report", maxIssues: 1 }).issues;
  if (!issue) return;
  const at = issue.path.length > 0 ? ` at ${issue.path.join(".")}` : "";
  const hint = issue.suggestion === undefined ? undefined : `Did you mean "${issue.suggestion}"?`;
  throw invalid(`The connection options are not valid${at}: ${issue.message}`, hint);
}

interface Located {
  readonly name: string;
  /** What the plugin is told: the path, or the value that names no file. */
  readonly value: string | undefined;
  readonly paths: readonly string[];
  readonly isWritten: boolean;
  readonly kept?: KeptFile;
}

function locate(
  file: NonNullable<ConnectionBlock["files"]>[number],
  values: Written,
  workingDirectory: string,
): Located {
  const { name, from, access, notFiles = [], upkeep } = file;
  const isWritten = access === "read-write";
  const written = values.first(from);
  if (written === undefined || notFiles.includes(written)) {
    return { name, value: written, paths: [], isWritten };
  }
  const path = realPath(resolve(workingDirectory, written));
  const sideFiles = (file.sideFiles ?? []).map((suffix) => path + suffix);
  return {
    name,
    value: path,
    paths: [path, ...sideFiles],
    isWritten,
    ...(isWritten && { kept: { path, sideFiles, ...(upkeep && { upkeep }) } }),
  };
}

/** A path without links. What does not exist yet is taken as it is, in the real folder. */
function realPath(path: string, linksLeft = 40): string {
  const folder = resolvedFolder(dirname(path), path);
  const inFolder = join(folder, basename(path));
  const facts = lookAt(inFolder, path);
  if (facts?.isDirectory) throw invalid(`${path} is a folder, not a file`, "Name the file in it");
  if (!facts?.isSymlink) return inFolder;
  if (linksLeft === 0) throw invalid(`${path} is a link that leads in a circle`);
  return realPath(resolve(folder, Deno.readLinkSync(inFolder)), linksLeft - 1);
}

function lookAt(inFolder: string, path: string): Deno.FileInfo | undefined {
  try {
    return Deno.lstatSync(inFolder);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw invalid(`${path} cannot be looked at: ${error instanceof Error ? error.message : error}`);
  }
}

function resolvedFolder(folder: string, path: string): string {
  try {
    return Deno.realPathSync(folder);
  } catch (cause) {
    const isMissing = cause instanceof Deno.errors.NotFound;
    throw invalid(
      isMissing ? `The folder of ${path} does not exist` : `The folder of ${path} cannot be entered`,
      isMissing ? `Make it first: mkdir -p ${folder}` : "Check the permissions of the folders above it",
    );
  }
}

function readPem(
  { name, from, system }: NonNullable<ConnectionBlock["pem"]>[number],
  values: Written,
  workingDirectory: string,
  around?: Surroundings,
): readonly [string, string][] {
  const written = values.first(from);
  if (written === undefined) return [];
  if (written === system) return [[name, systemAuthorities(around)]];
  if (written.includes("-----BEGIN ")) return [[name, written]];
  const path = resolve(workingDirectory, written);
  try {
    const { size, isFile } = Deno.statSync(path);
    if (!isFile || size > MAX_PEM_BYTES) throw invalid(`${path} is not a PEM file`);
    return [[name, Deno.readTextFileSync(path)]];
  } catch (error) {
    if (error instanceof SchemaHeroError) throw error;
    const reason = error instanceof Deno.errors.NotFound ? "does not exist" : "cannot be read";
    throw invalid(`The ${name} file ${path} ${reason}`, "Relative paths start in the current folder");
  }
}

function audit(endpoints: readonly Endpoint[], grants: Grants, sockets: readonly string[]): string {
  const net = endpoints.filter((each) => !isSocket(each)).map(({ host, address, port }) => {
    const grant = grantOf(address, port);
    return host === address ? grant : `${grant} (${host})`;
  });
  const files = (paths: readonly string[]) => paths.filter((path) => !sockets.includes(path));
  const lists = [
    ["connect to", [...net, ...sockets]],
    ["read", files(grants.read)],
    ["write", files(grants.write)],
  ] as const;
  const words = lists.flatMap(([verb, items]) => items.length === 0 ? [] : [`${verb} ${items.join(", ")}`]);
  return words.length === 0 ? "may touch nothing" : `may ${words.join("; ")}`;
}

function invalid(message: string, hint?: string): SchemaHeroError {
  return new SchemaHeroError("connection.invalid", message, hint === undefined ? {} : { hint });
}
