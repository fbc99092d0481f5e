// What a connection may touch, worked out from the plugin's connection block and what the user wrote, by a core that
// knows no engine. Names become addresses, paths absolute and real, PEM files text; nothing else is granted.
import { basename, dirname, join, resolve } from "node:path";
import type { ConnectionBlock, Description } from "../../protocol/describe.ts";
import type { Grants } from "../../protocol/messages.ts";
import type { ConnectParams } from "../../protocol/methods.ts";
import { check } from "../../protocol/schema.ts";
import { SchemaHeroError } from "../errors.ts";
import { Secret } from "../secrets/mod.ts";
import { grantOf, resolveHost } from "./addresses.ts";
import { findPassword, findService, type Surroundings } from "./libpq_files.ts";
import type { KeptFile } from "./side_files.ts";
import { parseUri, splitHost, type UriParts } from "./uri.ts";

/** The longest PEM file that is read, in bytes. */
const MAX_PEM_BYTES = 1024 * 1024;
/** The most hosts of one connection. */
const MAX_HOSTS = 20;

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

type Endpoint = ConnectParams["resolved"]["endpoints"][number];

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
  const values = new Values(parts, options);
  if (around && block.userFiles?.includes("pg-service")) addService(values, options, around);
  checkOptions(block, options);
  if (around && block.userFiles?.includes("pgpass")) addPassword(block, values, options, around);
  const { endpoints, socket } = await network(block, values);
  const files = (block.files ?? []).map((file) => locate(file, values, input.workingDirectory));
  const pem = (block.pem ?? []).map((each) => readPem(each, values, input.workingDirectory));
  const sockets = socket === undefined ? [] : [realPath(resolve(input.workingDirectory, socket))];
  const readWrite = files.flatMap(({ paths, isWritten }) => isWritten ? paths : []);
  const grants: Grants = {
    net: [...new Set(endpoints.map(({ address, port }) => grantOf(address, port)))],
    read: [...new Set([...files.flatMap(({ paths }) => paths), ...sockets])],
    write: [...new Set([...readWrite, ...sockets])],
  };
  const [socketPath] = sockets;
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
          ...(socketPath !== undefined && { socket: socketPath }),
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
function addService(values: Values, options: Record<string, unknown>, around: Surroundings): void {
  const name = values.first(["uri.query.service", "option.service"]);
  if (name === undefined) return;
  for (const [option, value] of Object.entries(findService(name, around))) {
    if (values.first([`uri.query.${option}`, `option.${option}`]) === undefined) options[option] = value;
  }
}

/** The password of a connection that is written without one. Of several hosts the first is looked up. */
function addPassword(
  { tcp }: ConnectionBlock,
  values: Values,
  options: Record<string, unknown>,
  around: Surroundings,
): void {
  const from = (...sources: string[]) => values.first(sources);
  if (from("uri.password", "uri.query.password", "option.password") !== undefined) return;
  const user = from("uri.user", "uri.query.user", "option.user");
  if (user === undefined) return;
  const hosts = from("uri.host", "uri.query.host", "option.host") ?? tcp?.defaultHost ?? "";
  const { host, port } = splitHost(hosts.split(",")[0]?.trim() ?? "");
  const written = port || values.first(tcp?.port ?? [])?.split(",")[0];
  const path = from("uri.path")?.replace(/^\//, "");
  const password = findPassword(
    {
      user,
      host,
      port: written || String(tcp?.defaultPort ?? ""),
      database: path || (from("uri.query.dbname", "option.dbname") ?? user),
    },
    from("uri.query.passfile", "option.passfile"),
    around,
  );
  if (password !== undefined) options["password"] = password;
}

/** What was written, by the names of sources. */
class Values {
  readonly #uri: UriParts | undefined;
  readonly #options: Readonly<Record<string, unknown>>;

  constructor(uri: UriParts | undefined, options: Readonly<Record<string, unknown>>) {
    this.#uri = uri;
    this.#options = options;
  }

  /** The first of the sources that has a value. */
  first(sources: readonly string[]): string | undefined {
    for (const source of sources) {
      const value = this.#of(source);
      if (value !== undefined && value !== "") return value;
    }
    return undefined;
  }

  #of(source: string): string | undefined {
    const [, room, name = ""] = /^(uri|option)\.(.+)$/.exec(source) ?? [];
    if (room === "option") return asText(own(this.#options, name));
    if (room !== "uri" || !this.#uri) return undefined;
    if (name.startsWith("query.")) return asText(own(this.#uri.query, name.slice("query.".length)));
    return asText(own(this.#uri, name));
  }
}

function own(map: object, key: string): unknown {
  return Object.hasOwn(map, key) ? Reflect.get(map, key) : undefined;
}

/** Text of a scalar; a list becomes a comma list. */
function asText(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map((item) => asText(item) ?? "").join(",");
  return typeof value === "string" || typeof value === "number" || typeof value === "bigint"
    ? String(value)
    : undefined;
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

/** Every address of every host, or a socket. */
async function network(
  { tcp, socket, socketName }: ConnectionBlock,
  values: Values,
): Promise<{ readonly endpoints: readonly Endpoint[]; readonly socket?: string }> {
  const named = socket && values.first(socket);
  const path = named?.startsWith("/") ? socketIn(named, socketName, tcp, values) : undefined;
  if (path !== undefined) return { endpoints: [], socket: path };
  if (!tcp) return { endpoints: [] };
  const written = values.first(tcp.host) ?? tcp.defaultHost;
  if (written === undefined) {
    throw invalid("The connection names no host", "Name one in the URI or the options");
  }
  if (written.startsWith("/")) {
    if (!socket) throw invalid("This engine cannot be reached through a unix socket", "Name a host and port");
    return { endpoints: [], socket: socketIn(written, socketName, tcp, values) };
  }
  const hosts = written.split(",").map((each) => splitHost(each.trim()));
  if (hosts.length > MAX_HOSTS) throw invalid(`The connection names more than ${MAX_HOSTS} hosts`);
  const ports = (values.first(tcp.port) ?? "").split(",");
  const endpoints = hosts.map(async ({ host, port }, index) => {
    if (host === "") throw invalid("A host of the connection is empty");
    const text = port || (ports.length === 1 ? ports[0] : ports[index]) || String(tcp.defaultPort);
    const number = portOf(text);
    const addresses = await resolveHost(host);
    return addresses.map((address): Endpoint => ({ host, address, port: number }));
  });
  return { endpoints: (await Promise.all(endpoints)).flat() };
}

/** The socket itself, where what is written is the folder that it is in. */
function socketIn(
  written: string,
  name: string | undefined,
  tcp: ConnectionBlock["tcp"],
  values: Values,
): string {
  if (name === undefined) return written;
  const port = tcp && (values.first(tcp.port)?.split(",")[0] || String(tcp.defaultPort));
  return join(written, port === undefined ? name : name.replace("{port}", String(portOf(port))));
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text.trim()) && port >= 1 && port <= 65535) return port;
  throw invalid("The port of the connection must be a number from 1 to 65535");
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
  values: Values,
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
  { name, from }: NonNullable<ConnectionBlock["pem"]>[number],
  values: Values,
  workingDirectory: string,
): readonly [string, string][] {
  const written = values.first(from);
  if (written === undefined) return [];
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
  const net = endpoints.map(({ host, address, port }) => {
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
