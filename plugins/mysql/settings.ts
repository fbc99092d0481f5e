// Reads what a connection's URI and options say, in the spellings of Go's driver, of URLs and of the clients' option
// files, into settings for the driver. The core has resolved hosts and read files before.
import { PluginError } from "../../protocol/errors.ts";
import type { ConnectParams } from "../../protocol/methods.ts";

export const SSL_MODES = ["disabled", "preferred", "required", "verify-ca", "verify-identity"] as const;
export type SslMode = typeof SSL_MODES[number];

/** Everything that is known of a connection. */
export interface Settings {
  readonly user: string;
  readonly password?: string;
  readonly database: string;
  readonly sslMode: SslMode;
  readonly connectTimeoutMs: number;
  /** 0: none. */
  readonly statementTimeoutMs: number;
}

/** Parameters that are read here or by the core, and those of other drivers that mean nothing here. */
const KNOWN = new Set(
  ("host port user username password dbname database disabletls tls ssl usessl sslmode sslca sslcert sslkey " +
    "requiressl sslverifyservercert servertimezone socket charset collation defaultcharset timeout connecttimeout " +
    "readtimeout writetimeout parsetime loc allownativepasswords allowcleartextpasswords allowpublickeyretrieval " +
    "multistatements interpolateparams clientfoundrows columnswithalias maxallowedpacket rejectreadonly " +
    "checkconnliveness statementtimeout maxexecutiontime usepipelineauth protocol defaultsfile").split(" "),
);

/** Reads the settings. @throws {PluginError} connection.invalid */
export function readSettings({ uri, options, resolved }: ConnectParams): Settings {
  const written = { ...folded(options), ...uriParameters(uri ?? "") };
  const get = (...names: string[]) =>
    names.map((name) => written[name]).find((value) => value !== undefined && value !== "");
  const unknown = Object.keys(written).filter((name) => !KNOWN.has(name));
  if (unknown.length > 0) {
    throw invalid(`The connection has parameters that are not known: ${unknown.join(", ")}`);
  }
  const database = get("dbname", "database");
  if (database === undefined) {
    throw invalid(
      "The connection names no database",
      "Write user:password@tcp(host:3306)/DATABASE or mysql://user:password@host/DATABASE",
    );
  }
  const password = get("password");
  return {
    user: get("user", "username") ?? "root",
    ...(password !== undefined && { password }),
    database,
    sslMode: sslMode(get, resolved.pem["ca"] !== undefined, resolved.endpoints.length === 0),
    connectTimeoutMs: milliseconds("timeout", get("timeout", "connecttimeout"), 1000) || 10_000,
    statementTimeoutMs: milliseconds("statement_timeout", get("statementtimeout", "maxexecutiontime"), 1),
  };
}

/** Names in one spelling: `ssl-mode`, `ssl_mode` and `sslMode` are one. */
function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, "");
}

function folded(options: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(entries.map(([name, value]) => [fold(name), String(value)]));
}

/** The parameters of a URL or of a DSN in Go's form, by folded names. */
export function uriParameters(text: string): Record<string, string> {
  const parameters: Record<string, string> = Object.create(null);
  if (text === "") return parameters;
  const url = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?/i.exec(text);
  const isUrl = url !== null;
  const slash = text.lastIndexOf("/");
  const mark = text.indexOf("?", slash + 1);
  const authority = url ? url[1] ?? "" : text.slice(0, Math.max(0, slash));
  const database = url ? url[2] ?? "" : text.slice(slash + 1, mark < 0 ? undefined : mark);
  const query = url ? url[3] ?? "" : mark < 0 ? "" : text.slice(mark + 1);
  for (const pair of query.split("&")) {
    if (pair === "") continue;
    const at = pair.indexOf("=");
    parameters[fold(decode(at < 0 ? pair : pair.slice(0, at)))] = at < 0 ? "" : decode(pair.slice(at + 1));
  }
  const at = authority.lastIndexOf("@");
  if (at >= 0) {
    // Go's form takes user and password as they are; a URL encodes them.
    const read = isUrl ? decode : (raw: string) => raw;
    const colon = authority.slice(0, at).indexOf(":");
    const user = authority.slice(0, colon < 0 ? at : colon);
    if (user !== "") parameters["user"] ??= read(user);
    if (colon >= 0) parameters["password"] ??= read(authority.slice(colon + 1, at));
  }
  if (database !== "") parameters["dbname"] ??= decode(database);
  return parameters;
}

function sslMode(
  get: (...names: string[]) => string | undefined,
  hasCa: boolean,
  isSocket: boolean,
): SslMode {
  if (/^(?:true|1|yes)$/i.test(get("disabletls") ?? "")) return "disabled";
  const mode = get("sslmode")?.toLowerCase().replaceAll("_", "-");
  if (mode !== undefined) {
    const known = mode === "disable"
      ? "disabled"
      : mode === "prefer"
      ? "preferred"
      : mode === "require"
      ? "required"
      : mode === "verify-full"
      ? "verify-identity"
      : SSL_MODES.find((each) => each === mode);
    if (known !== undefined) return known;
    throw invalid(`Unknown ssl-mode ${JSON.stringify(mode)}`, `One of ${SSL_MODES.join(", ")}`);
  }
  if (/^(?:true|1)$/i.test(get("sslverifyservercert") ?? "")) return "verify-identity";
  const tls = get("tls", "ssl", "usessl", "requiressl")?.toLowerCase();
  switch (tls) {
    case undefined:
      return isSocket ? "disabled" : hasCa ? "verify-identity" : "preferred";
    case "true":
    case "1":
      return "verify-identity";
    case "false":
    case "0":
      return "disabled";
    case "skip-verify":
      return "required";
    case "preferred":
      return "preferred";
    default:
      if (hasCa) return "verify-identity"; // the name of a configuration in Go's driver
      throw invalid(
        `Unknown tls=${tls}`,
        "One of true, false, skip-verify, preferred; ssl-ca names the authority",
      );
  }
}

/** Go's durations (`500ms`, `5s`, `1m`), or a number of `unitMs`. */
function milliseconds(name: string, text: string | undefined, unitMs: number): number {
  if (text === undefined) return 0;
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m|min|h)?$/.exec(text.trim()) ?? [];
  const factor = { "": unitMs, ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 }[unit];
  if (number !== undefined && factor !== undefined) return Math.round(Number(number) * factor);
  throw invalid(`${name} is not a time: ${text}`, "Write 500ms, 5s or 1m");
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

function invalid(message: string, hint?: string): PluginError {
  return new PluginError("connection.invalid", message, hint === undefined ? {} : { hint });
}
