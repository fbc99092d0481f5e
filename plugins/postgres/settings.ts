// Reads what a connection's URI and options say, in all of libpq's spellings, into settings for the driver. The core has
// resolved hosts and read files before; here are names, passwords and parameters.
import { PluginError } from "../../protocol/errors.ts";
import type { ConnectParams } from "../../protocol/methods.ts";

export const SSL_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;
export type SslMode = typeof SSL_MODES[number];

/** Which servers of several will do. */
export const SESSION_ATTRIBUTES = [
  "any",
  "read-write",
  "read-only",
  "primary",
  "standby",
  "prefer-standby",
] as const;

/** Everything that is known of a connection. */
export interface Settings {
  readonly user: string;
  readonly password?: string;
  readonly database: string;
  readonly sslMode: SslMode;
  /** The schemas in which names without one are looked up, first to last; empty: the server's own. */
  readonly searchPath: readonly string[];
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly applicationName: string;
  readonly sessionAttributes: typeof SESSION_ATTRIBUTES[number];
  /** Other parameters of the server, from `options=-c name=value`. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Parameters that the core or the driver handles, or that mean nothing here. */
const KNOWN = new Set(
  ("host hostaddr port user password dbname database sslmode ssl sslcert sslkey sslrootcert sslcrl sslcrldir sslcompression " +
    "sslsni ssl_min_protocol_version ssl_max_protocol_version sslcertmode sslnegotiation connect_timeout application_name " +
    "fallback_application_name options search_path schema schemas currentSchema statement_timeout lock_timeout " +
    "target_session_attrs keepalives keepalives_idle keepalives_interval keepalives_count tcp_user_timeout gssencmode " +
    "channel_binding client_encoding load_balance_hosts require_auth passfile service binary_parameters pool_max_conns " +
    "pgbouncer connection_limit pool_timeout socket_timeout uselibpqcompat default_query_exec_mode").split(
      " ",
    ),
);

/** What libpq promises of a connection by these, and nothing here can; any value, or this one. */
const PROMISES: Readonly<Record<string, string | undefined>> = {
  "channel_binding": "require",
  "require_auth": undefined,
  gssencmode: "require",
  sslcertmode: "require",
  sslcrl: undefined,
  sslcrldir: undefined,
  "ssl_min_protocol_version": "TLSv1.3",
};

/** Reads the settings. @throws {PluginError} connection.invalid */
export function readSettings({ uri, options, resolved }: ConnectParams): Settings {
  const written = { ...fromOptions(options), ...uriParameters(uri ?? "") };
  const get = (...names: string[]) =>
    names.map((name) => written[name]).find((value) => value !== undefined && value !== "");
  const unknown = Object.keys(written).filter((name) => !KNOWN.has(name));
  if (unknown.length > 0) {
    throw invalid(
      `The connection has parameters that are not known: ${unknown.join(", ")}`,
      "Parameters of the server are written as options=-c name=value",
    );
  }
  for (const [name, value] of Object.entries(PROMISES)) {
    const given = get(name);
    if (given === undefined || (value !== undefined && given.toLowerCase() !== value.toLowerCase())) continue;
    throw invalid(
      `The connection asks for ${name}=${given}, which cannot be kept here`,
      "Nothing is weakened without a word: leave it out if the connection is safe without it",
    );
  }
  const user = get("user");
  if (user === undefined) {
    throw invalid("The connection names no user", "Write postgres://USER:PASSWORD@HOST/DATABASE");
  }
  const password = get("password");
  const path = get("search_path", "currentSchema");
  const searchPath = path === undefined
    ? pathOf(get("schema", "schemas") ?? "", (name) => name)
    : pathOf(path, (name) => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()));
  return {
    user,
    ...(password !== undefined && { password }),
    database: get("dbname", "database") ?? user,
    sslMode: sslMode(
      get("sslmode"),
      get("ssl"),
      get("sslrootcert") === "system",
      resolved.pem["ca"] !== undefined,
      resolved.endpoints.length === 0,
    ),
    searchPath,
    connectTimeoutMs: seconds(get("connect_timeout"), 10_000),
    statementTimeoutMs: milliseconds("statement_timeout", get("statement_timeout")),
    applicationName: get("application_name", "fallback_application_name") ?? "schemahero",
    sessionAttributes: sessionAttributes(get("target_session_attrs")),
    parameters: serverParameters(get("options") ?? ""),
  };
}

function fromOptions(options: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : String(value)]),
  );
}

/** The parameters of a URI or a keyword list, by libpq's names. */
export function uriParameters(text: string): Record<string, string> {
  const match = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?/i.exec(text);
  if (!match) return keywordParameters(text);
  const [, authority = "", database = "", query = ""] = match;
  const parameters: Record<string, string> = Object.create(null);
  for (const pair of query.split("&")) {
    if (pair === "") continue;
    const at = pair.indexOf("=");
    parameters[decode(at < 0 ? pair : pair.slice(0, at))] = at < 0 ? "" : decode(pair.slice(at + 1));
  }
  const at = authority.lastIndexOf("@");
  if (at >= 0) {
    const [user = "", ...password] = authority.slice(0, at).split(":");
    if (user !== "") parameters["user"] ??= decode(user);
    if (password.length > 0) parameters["password"] ??= decode(password.join(":"));
  }
  if (database !== "") parameters["dbname"] ??= decode(database);
  return parameters;
}

function keywordParameters(text: string): Record<string, string> {
  const parameters: Record<string, string> = Object.create(null);
  const pattern = /\s*(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))/gsy;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [, name = "", quoted, bare = ""] = match;
    parameters[name] = (quoted ?? bare).replace(/\\(.)/gs, "$1");
  }
  return parameters;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(
      "The connection URI has a % that begins no percent-encoded character",
      "Write % itself as %25",
    );
  }
}

function sslMode(
  mode: string | undefined,
  ssl: string | undefined,
  isSystemCa: boolean,
  hasCa: boolean,
  isSocket: boolean,
): SslMode {
  if (isSocket) return "disable"; // libpq ignores sslmode on unix sockets
  const written = mode ??
    (ssl === "true" || ssl === "1" ? "require" : ssl === "false" || ssl === "0" ? "disable" : undefined);
  const found = SSL_MODES.find((each) => each === (written ?? (isSystemCa ? "verify-full" : "prefer")));
  if (!found) throw invalid(`Unknown sslmode ${written}`, `One of ${SSL_MODES.join(", ")}`);
  if (isSystemCa && found !== "verify-full") {
    // As libpq does: anyone can have a certificate of a public authority for a name of their own.
    throw invalid(
      `sslmode ${found} is too weak for sslrootcert=system`,
      "Write sslmode=verify-full, or none",
    );
  }
  // As libpq does: with a root certificate at hand, `require` verifies the chain.
  return found === "require" && hasCa ? "verify-ca" : found;
}

function sessionAttributes(text: string | undefined): Settings["sessionAttributes"] {
  const found = SESSION_ATTRIBUTES.find((each) => each === (text ?? "any"));
  if (!found) {
    throw invalid(`Unknown target_session_attrs ${text}`, `One of ${SESSION_ATTRIBUTES.join(", ")}`);
  }
  return found;
}

function seconds(text: string | undefined, otherwise: number): number {
  const value = Number(text);
  return text !== undefined && Number.isFinite(value) && value > 0 ? value * 1000 : otherwise;
}

function milliseconds(name: string, text: string | undefined): number {
  if (text === undefined) return 0;
  const match = /^(\d+)\s*(ms|s|min|h)?$/.exec(text.trim());
  if (!match) throw invalid(`${name} must be a time such as 5000, 5s or 2min`);
  const unit = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 }[match[2] ?? "ms"] ?? 1;
  return Number(match[1]) * unit;
}

/** `a, "B c"` as names without their quotes. What has none is folded as the server does it, but not what `schema` names. */
function pathOf(text: string, fold: (name: string) => string): string[] {
  return [...text.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^",]+))\s*(?:,|$)/g)].map(([, quoted, bare = ""]) =>
    quoted === undefined ? fold(bare.trim()) : quoted.replaceAll('""', '"')
  ).filter((name) => name !== "");
}

/** `-c name=value --name=value`, with backslashes before spaces. */
function serverParameters(text: string): Record<string, string> {
  const words = [...text.matchAll(/(?:\\.|[^\s\\])+/gs)].map(([word]) => word.replace(/\\(.)/gs, "$1"));
  const parameters: Record<string, string> = {};
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const pair = word === "-c" ? words[++at] ?? "" : word.replace(/^(?:-c|--)/, "");
    const equals = pair.indexOf("=");
    if (equals <= 0) {
      throw invalid(`options of the connection cannot be read at ${word}`, "Write -c name=value");
    }
    parameters[pair.slice(0, equals).replaceAll("-", "_")] = pair.slice(equals + 1);
  }
  return parameters;
}

function invalid(message: string, hint?: string): PluginError {
  return new PluginError("connection.invalid", message, hint === undefined ? {} : { hint });
}
