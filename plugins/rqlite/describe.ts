// What the rqlite plugin says of itself. Called in a process that may touch nothing; opens nothing.
import type { Description } from "../../protocol/describe.ts";
import { HAZARD_KINDS } from "../../protocol/plan.ts";
import { boolean, object, optional, type Schema, string } from "../../protocol/schema.ts";
import { TABLE_SPEC, VIEW_SPEC } from "../sqlite/spec.ts";

const text = (description: string) => optional(string({ maxLength: 10_000, description }));
const textOrNumber = (description: string): ReturnType<typeof optional<string | number>> =>
  optional({ type: ["string", "integer"], description } as Schema<string | number>);

/** The options of a connection: a URI, or its parts. */
const OPTIONS = object({
  uri: text("http://USER:PASSWORD@HOST:4001, or https; several nodes: http://h1:4001,h2:4001"),
  host: text("A name, an address, or a comma list of them; default localhost"),
  port: textOrNumber("Default 4001"),
  user: text("The user of rqlite's basic authentication"),
  password: text("The password"),
  disableTLS: optional(boolean({ description: "With host: true is http; default https" })),
  ca: text("A file with the certificate authority, or its PEM text"),
  cert: text("A file with the client's certificate, or its PEM text"),
  key: text("A file with the client's key, or its PEM text"),
  timeout: textOrNumber("How long to wait for an answer, and for a leader: 5s; default 30s"),
}, { description: "An rqlite node or cluster" });

const from = (name: string) => [`uri.query.${name}`, `option.${name}`];

/** The plugin's description. */
export function describe(version: string): Description {
  return {
    name: "rqlite",
    version,
    summary: "rqlite 8, by SQLite's model",
    engines: [{ name: "rqlite", specKey: "rqlite" }],
    capabilities: ["inspect", "plan", "split", "apply", "fixtures", "generate"],
    kinds: [{ kind: "Table", body: TABLE_SPEC }, { kind: "View", body: VIEW_SPEC }],
    connection: {
      options: OPTIONS,
      uri: [{ grammar: "url", schemes: ["http", "https"] }],
      tcp: {
        host: ["uri.host", "option.host"],
        port: ["uri.port", "option.port"],
        defaultHost: "localhost",
        defaultPort: 4001,
        peers: true,
      },
      pem: ["ca", "cert", "key"].map((name) => ({ name, from: from(name) })),
    },
    hazards: HAZARD_KINDS.filter((kind) => kind !== "not-transactional" && kind !== "exclusive-lock"),
  };
}
