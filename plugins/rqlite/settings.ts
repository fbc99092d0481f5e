// Reads what a connection's URI and options say. The core has resolved hosts and read files before.
import { PluginError } from "../../protocol/errors.ts";
import type { ConnectParams } from "../../protocol/methods.ts";

/** Everything that is known of a connection. */
export interface Settings {
  /** The nodes, in the order in which they are tried. */
  readonly endpoints: ConnectParams["resolved"]["endpoints"];
  readonly isTls: boolean;
  readonly user?: string;
  readonly password?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** How long an answer, and a leader, is waited for; a write for longer, while its node is there. */
  readonly timeoutMs: number;
}

/** What a URI may have behind its `?`. */
const PARAMETERS = new Set(["ca", "cert", "key", "timeout"]);
const DEFAULT_TIMEOUT_MS = 30_000;

/** Reads the settings. @throws {PluginError} connection.invalid */
export function readSettings({ uri, options, resolved }: ConnectParams): Settings {
  const url = uri === undefined ? undefined : partsOf(uri);
  const option = (name: string) => {
    const value = options[name];
    return value === undefined || value === null || value === "" ? undefined : String(value);
  };
  const user = url?.user ?? option("user");
  const password = url?.password ?? option("password");
  const { ca, cert, key } = resolved.pem;
  const isTls = url ? url.isTls : options["disableTLS"] !== true;
  if (url?.isTls && options["disableTLS"] === true) {
    throw invalid("The URI says https, and disableTLS says no TLS", "Write http://, or leave disableTLS out");
  }
  if (!isTls && (ca ?? cert ?? key) !== undefined) {
    throw invalid(
      "Certificates are given for a connection without TLS",
      "Write https://, or leave disableTLS out",
    );
  }
  if ((cert === undefined) !== (key === undefined)) {
    throw invalid(
      "A client's certificate needs its key, and a key its certificate",
      "Give cert and key, or neither",
    );
  }
  if (password !== undefined && user === undefined) {
    throw invalid("The connection has a password and no user", "Name the user, too");
  }
  return {
    endpoints: resolved.endpoints,
    isTls,
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    timeoutMs: milliseconds(url?.timeout ?? option("timeout")),
  };
}

function partsOf(uri: string) {
  const [, scheme = "", authority = "", path = "", query = ""] =
    /^([a-z]+):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(uri) ?? [];
  if (path !== "" && path !== "/") {
    throw invalid("The URI names a path, and rqlite has one database only", "End the URI after the port");
  }
  const parameters = new URLSearchParams(query);
  const unknown = [...parameters.keys()].filter((name) => !PARAMETERS.has(name));
  if (unknown.length > 0) {
    throw invalid(
      `The URI has parameters that are not known: ${unknown.join(", ")}`,
      "Reads for a plan are always strongly consistent, and nodes pass requests on to their leader",
    );
  }
  const at = authority.lastIndexOf("@");
  const [user, ...password] = at < 0 ? [] : authority.slice(0, at).split(":");
  return {
    isTls: scheme.toLowerCase() === "https",
    ...(user !== undefined && user !== "" && { user: decodeURIComponent(user) }),
    ...(password.length > 0 && { password: decodeURIComponent(password.join(":")) }),
    timeout: parameters.get("timeout") ?? undefined,
  };
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
