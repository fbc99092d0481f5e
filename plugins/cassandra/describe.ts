// What the Cassandra plugin says of itself. Called in a process that may touch nothing; opens nothing.
import type { Description } from "../../protocol/describe.ts";
import { boolean, object, optional, type Schema, string } from "../../protocol/schema.ts";
import { TABLE_SPEC, VIEW_SPEC } from "./spec.ts";
import { AGGREGATE_SPEC, FUNCTION_SPEC, KEYSPACE_SPEC, TYPE_SPEC } from "./spec_objects.ts";

const text = (description: string) => optional(string({ maxLength: 10_000, description }));
const textOrNumber = (description: string): ReturnType<typeof optional<string | number>> =>
  optional({ type: ["string", "integer"], description } as Schema<string | number>);
/** SchemaHero writes hosts as a list. */
const HOSTS: ReturnType<typeof optional<string | readonly string[]>> = optional({
  type: ["string", "array"],
  items: { type: "string" },
  description: "Nodes, each a name or an address, with `:port` where it is not the usual one",
} as Schema<string | readonly string[]>);

/** The options of a connection: a URI, or its parts. */
const OPTIONS = object({
  uri: text("cassandra://USER:PASSWORD@HOST:9042/KEYSPACE; several nodes: cassandra://h1,h2/KEYSPACE"),
  hosts: HOSTS,
  port: textOrNumber("Default 9042"),
  keyspace: text("The keyspace"),
  username: text("Who logs in, where the nodes ask for it"),
  password: text("The password"),
  localDataCenter: text("The data centre that the nodes must belong to"),
  tls: optional(boolean({ description: "True: over TLS, verified. Default: where a certificate is given" })),
  verify: text("`full` (default): the authority and the name; `ca`: the authority only; `none`"),
  ca: text("A file with the certificate authority, or its PEM text"),
  cert: text("A file with the client's certificate, or its PEM text"),
  key: text("A file with the client's key, or its PEM text"),
  timeout: textOrNumber("How long to wait for a connection, and for nodes to agree: 5s; default 30s"),
}, { description: "A Cassandra cluster" });

const from = (name: string) => [`uri.query.${name}`, `option.${name}`];

/** The plugin's description. */
export function describe(version: string): Description {
  return {
    name: "cassandra",
    version,
    summary: "Apache Cassandra 4.0 to 5.0",
    engines: [{ name: "cassandra", specKey: "cassandra" }],
    capabilities: ["inspect", "plan", "split", "apply", "fixtures", "generate"],
    kinds: [
      { kind: "Table", body: TABLE_SPEC },
      { kind: "View", body: VIEW_SPEC },
      { kind: "DataType", body: TYPE_SPEC },
      { kind: "Function", body: FUNCTION_SPEC },
      { kind: "Aggregate", body: AGGREGATE_SPEC },
      { kind: "Keyspace", body: KEYSPACE_SPEC },
    ],
    connection: {
      options: OPTIONS,
      uri: [{ grammar: "url", schemes: ["cassandra"] }],
      tcp: {
        host: ["uri.host", "option.hosts"],
        port: ["uri.port", "option.port"],
        defaultHost: "localhost",
        defaultPort: 9042,
      },
      pem: ["ca", "cert", "key"].map((name) => ({ name, from: from(name) })),
    },
    hazards: ["deletes-data", "rewrites-table", "changes-data"],
  };
}
