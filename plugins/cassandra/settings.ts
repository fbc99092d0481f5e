// Reads what a connection's URI and options say. The core has resolved hosts and read files before.
import { PluginError } from "../../protocol/errors.ts";
import type { ConnectParams } from "../../protocol/methods.ts";

/** How much of a node's certificate is checked. */
export type Verification = "full" | "ca" | "none";

/** Everything that is known of a connection. */
export interface Settings {
  /** The nodes, in the order in which they are tried. */
  readonly endpoints: ConnectParams["resolved"]["endpoints"];
  readonly keyspace: string;
  readonly user?: string;
  readonly password?: string;
  readonly localDataCenter?: string;
  /** Absent: in plain text. */
  readonly tls?: {
    readonly verification: Verification;
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
  };
  /** How long a connection, and the agreement of all nodes on a change, is waited for. */
  readonly timeoutMs: number;
}

/** What a URI may have behind its `?`. */
const PARAMETERS = new Set(["ca", "cert", "key", "tls", "verify", "timeout", "localDataCenter"]);
const DEFAULT_TIMEOUT_MS = 30_000;
/** Longest name of a keyspace, as Cassandra has it. */
const MAX_KEYSPACE = 48;

/** Reads the settings. @throws {PluginError} connection.invalid */
export function readSettings({ uri, options, resolved }: ConnectParams): Settings {
  const url = uri === undefined ? {} : partsOf(uri);
  const get = (name: string) => {
    const value = url[name] ?? options[name];
    return value === undefined || value === null || value === "" ? undefined : String(value);
  };
  const keyspace = get("keyspace");
  if (keyspace === undefined) {
    throw invalid(
      "The connection names no keyspace",
      "Write cassandra://host/KEYSPACE, or --keyspace. It need not exist yet: a Keyspace document creates it",
    );
  }
  if (!/^\w+$/.test(keyspace) || keyspace.length > MAX_KEYSPACE) {
    throw invalid(
      `Not a keyspace's name: ${JSON.stringify(keyspace)}`,
      `Cassandra takes letters, digits and underscores, at most ${MAX_KEYSPACE}`,
    );
  }
  const user = get("username");
  const password = get("password");
  if (user === undefined && password !== undefined) {
    throw invalid("The connection has a password and no user", "Name the user, too");
  }
  const localDataCenter = get("localDataCenter");
  const tls = tlsOf(get, resolved.pem);
  return {
    endpoints: resolved.endpoints,
    keyspace,
    ...(user !== undefined && { user, password: password ?? "" }),
    ...(localDataCenter !== undefined && { localDataCenter }),
    ...(tls && { tls }),
    timeoutMs: milliseconds(get("timeout")),
  };
}

function tlsOf(
  get: (name: string) => string | undefined,
  pem: ConnectParams["resolved"]["pem"],
): Settings["tls"] {
  const { ca, cert, key } = pem;
  const verification = get("verify");
  const asked = get("tls");
  if (asked !== undefined && asked !== "true" && asked !== "false") {
    throw invalid(`Not a truth value: tls=${asked}`, "Write tls=true or tls=false");
  }
  const isTls = asked === undefined ? (ca ?? cert ?? key ?? verification) !== undefined : asked === "true";
  if (!isTls) {
    if ((ca ?? cert ?? key) !== undefined) {
      throw invalid("Certificates are given for a connection without TLS", "Leave tls=false out");
    }
    return undefined;
  }
  if ((cert === undefined) !== (key === undefined)) {
    throw invalid(
      "A client's certificate needs its key, and a key its certificate",
      "Give cert and key, or neither",
    );
  }
  if (verification !== undefined && !["full", "ca", "none"].includes(verification)) {
    throw invalid(`Unknown verify=${verification}`, "One of full, ca, none");
  }
  return {
    verification: (verification ?? "full") as Verification, // checked above
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
}

function partsOf(uri: string): Record<string, string> {
  const [, authority = "", path = "", query = ""] =
    /^[a-z]+:\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(uri) ?? [];
  const parameters = new URLSearchParams(query);
  const unknown = [...parameters.keys()].filter((name) => !PARAMETERS.has(name));
  if (unknown.length > 0) {
    throw invalid(
      `The URI has parameters that are not known: ${unknown.join(", ")}`,
      `Known are ${[...PARAMETERS].join(", ")}`,
    );
  }
  const parts: Record<string, string> = Object.fromEntries(parameters);
  const at = authority.lastIndexOf("@");
  const [user, ...password] = at < 0 ? [] : authority.slice(0, at).split(":");
  if (user !== undefined && user !== "") parts["username"] = decode(user);
  if (password.length > 0) parts["password"] = decode(password.join(":"));
  const keyspace = path.replace(/^\//, "");
  if (keyspace !== "") parts["keyspace"] = decode(keyspace);
  return parts;
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

function milliseconds(text: string | undefined): number {
  if (text === undefined) return DEFAULT_TIMEOUT_MS;
  const [, number = "", unit = "s"] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text.trim()) ?? [];
  const value = Number(number) * ({ ms: 1, s: 1000, m: 60_000 }[unit] ?? 1000);
  if (number !== "" && value > 0) return value;
  throw invalid("The timeout of the connection is not a time", "Write 500ms, 5s or 2m");
}

function invalid(message: string, hint: string): PluginError {
  return new PluginError("connection.invalid", message, { hint });
}
