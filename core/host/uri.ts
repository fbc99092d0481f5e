// Connection URIs in the four ways in which engines write them, cut into the parts that connection blocks name.
// Pure text: looks nothing up. No message here repeats the URI, which may hold a password.
import type { ConnectionBlock, UriGrammar } from "../../protocol/describe.ts";
import { SchemaHeroError } from "../errors.ts";

/** The parts of a URI, decoded. A part that is not written is absent. */
export interface UriParts {
  /** One host or a comma list; IPv6 addresses without brackets. A value that begins with `/` is a unix socket. */
  readonly host?: string;
  /** As many as there are hosts, or one for all. */
  readonly port?: string;
  readonly user?: string;
  readonly password?: string;
  readonly path?: string;
  readonly query: Readonly<Record<string, string>>;
}

/** The longest URI that is read, in characters. */
const MAX_URI_LENGTH = 10_000;
const SCHEME = /^([a-z][a-z0-9+.-]+):/i;

/**
 * Reads a URI by the first of an engine's grammars that it is written in.
 * @throws {SchemaHeroError} connection.invalid
 */
export function parseUri(text: string, accepted: ConnectionBlock["uri"]): UriParts {
  if (text.length > MAX_URI_LENGTH || text.includes("\0")) {
    throw invalid("The connection URI is not valid text");
  }
  for (const { grammar, schemes } of accepted) {
    const parts = GRAMMARS[grammar](text, schemes ?? []);
    if (parts) return parts;
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1];
  const found = scheme === undefined ? "" : `; found ${scheme}://`;
  throw invalid(
    `The connection URI is not in a form that this engine reads${found}`,
    `Write ${forms(accepted)}`,
  );
}

const GRAMMARS: Readonly<
  Record<UriGrammar, (text: string, schemes: readonly string[]) => UriParts | undefined>
> = { "url": parseUrl, "go-dsn": parseGoDsn, "keywords": parseKeywords, "file": parseFile };

/** `scheme://user:password@host:port,host:port/path?name=value`. An empty list accepts any scheme. */
function parseUrl(text: string, schemes: readonly string[]): UriParts | undefined {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(text);
  if (!match) return undefined;
  const [, scheme = "", authority = "", path = "", query = ""] = match;
  if (schemes.length > 0 && !schemes.includes(scheme.toLowerCase())) return undefined;
  const at = authority.lastIndexOf("@");
  const hosts = authority.slice(at + 1).split(",").map(splitHost)
    .map(({ host, port }) => ({ host: decode(host), port: decode(port) }));
  for (const { port } of hosts) {
    if (port === "" || /^\d+$/.test(port)) continue;
    throw invalid(
      "The port in the connection URI is not a number",
      "Percent-encode special characters of the user and password: / as %2F, ? as %3F, # as %23, @ as %40",
    );
  }
  const host = hosts.map((each) => each.host).join(",");
  const port = hosts.map((each) => each.port).join(",");
  return {
    ...(at >= 0 && credentials(authority.slice(0, at), decode)),
    ...(host.replaceAll(",", "") !== "" && { host }),
    ...(port.replaceAll(",", "") !== "" && { port }),
    ...(path !== "" && { path: decode(path) }),
    query: parseQuery(query),
  };
}

/** `user:password@tcp(host:port)/database?name=value`, as the Go driver of MySQL writes it. */
function parseGoDsn(text: string): UriParts | undefined {
  if (SCHEME.test(text) && /^[^:]+:\/\//.test(text)) return undefined;
  const slash = text.lastIndexOf("/");
  if (slash < 0) return undefined;
  const left = text.slice(0, slash);
  const [database = "", query = ""] = splitOnce(text.slice(slash + 1), "?");
  const at = left.lastIndexOf("@");
  const match = /^([a-z0-9]*)(?:\((.*)\))?$/i.exec(left.slice(at + 1));
  if (!match && /(?:^|\))\/[^/?]*[?/]/.test(text)) {
    throw invalid(
      "A / stands in the name of the database or in a parameter of the connection text",
      "The address ends at the last /: write others as %2F, as in ?ssl-ca=%2Fetc%2Fca.pem",
    );
  }
  if (!match || (at < 0 && match[2] === undefined && left !== "")) return undefined;
  const [, network = "", address = ""] = match;
  const isUnix = network === "unix";
  if (!isUnix && !["", "tcp", "tcp4", "tcp6"].includes(network)) {
    throw invalid(`The network "${network}" is not supported`, "Write tcp(host:port) or unix(/path)");
  }
  const { host, port } = isUnix ? { host: address, port: "" } : splitHost(address);
  return {
    ...(at >= 0 && credentials(left.slice(0, at), (raw) => raw)),
    ...(host !== "" && { host }),
    ...(port !== "" && { port }),
    ...(database !== "" && { path: decode(database) }),
    query: parseQuery(query),
  };
}

/** `host=a,b port=5432 password='it''s'`, as libpq reads it. */
function parseKeywords(text: string): UriParts | undefined {
  if (!/^\s*\w+\s*=/.test(text)) return undefined;
  const pattern = /\s*(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?=\s|$)/gsy;
  const query: Record<string, string> = Object.create(null);
  let end = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    end = pattern.lastIndex;
    const [, name = "", quoted, bare = ""] = match;
    query[name] = (quoted ?? bare).replace(/\\(.)/gs, "$1");
  }
  if (text.slice(end).trim() !== "") {
    throw invalid(
      `The connection text cannot be read after its character ${end}`,
      "Write name=value pairs, with single quotes around values that have spaces",
    );
  }
  const { host, port, user, password, dbname } = query;
  return {
    ...(host !== undefined && host !== "" && { host }),
    ...(port !== undefined && port !== "" && { port }),
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(dbname !== undefined && { path: dbname }),
    query,
  };
}

/** A plain path, or one after a scheme: `file:data.db?mode=ro`, `sqlite:///srv/data.db`, `:memory:`. */
function parseFile(text: string, schemes: readonly string[]): UriParts | undefined {
  const scheme = SCHEME.exec(text)?.[1];
  if (scheme === undefined) {
    // As the Go driver of SQLite reads it: what follows a question mark is a query, all else stands for itself.
    const [path = "", query = ""] = splitOnce(text, "?");
    return path === "" ? undefined : { path, query: parseQuery(query) };
  }
  if (!schemes.includes(scheme.toLowerCase())) return undefined;
  const [rest = ""] = text.slice(scheme.length + 1).split("#", 1);
  const [written = "", query = ""] = splitOnce(rest, "?");
  const authority = /^\/\/([^/]*)/.exec(written);
  if (authority && !["", "localhost"].includes(authority[1] ?? "")) {
    throw invalid(
      `"${scheme}://" must be followed by an absolute path`,
      `Write ${scheme}:PATH for a path from here, ${scheme}:///PATH for an absolute one`,
    );
  }
  return { path: decode(authority ? written.slice(authority[0].length) : written), query: parseQuery(query) };
}

/** `host`, `host:port`, `[v6]:port` or a bare IPv6 address. */
export function splitHost(text: string): { readonly host: string; readonly port: string } {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  if (bracketed) return { host: bracketed[1] ?? "", port: bracketed[2] ?? "" };
  const colon = text.indexOf(":");
  if (colon < 0 || text.startsWith("/") || text.includes(":", colon + 1)) return { host: text, port: "" };
  return { host: text.slice(0, colon), port: text.slice(colon + 1) };
}

function credentials(text: string, read: (raw: string) => string): Pick<UriParts, "user" | "password"> {
  const [user = "", password] = splitOnce(text, ":");
  return { user: read(user), ...(password !== undefined && { password: read(password) }) };
}

function parseQuery(text: string): Record<string, string> {
  const query: Record<string, string> = Object.create(null);
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const [name = "", value = ""] = splitOnce(pair, "=");
    query[decode(name)] = decode(value);
  }
  return query;
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
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

/** The accepted forms in words. */
function forms(accepted: ConnectionBlock["uri"]): string {
  const words = accepted.map(({ grammar, schemes = [] }) => {
    switch (grammar) {
      case "url":
        return `${schemes[0] ?? "scheme"}://user:password@host:port/database`;
      case "go-dsn":
        return "user:password@tcp(host:port)/database";
      case "keywords":
        return "host=... port=... dbname=...";
      case "file":
        return ["PATH", ...schemes.map((scheme) => `${scheme}:PATH`)].join(" or ");
    }
  });
  return words.join(", or ");
}

function invalid(message: string, hint?: string): SchemaHeroError {
  return new SchemaHeroError("connection.invalid", message, hint === undefined ? {} : { hint });
}
