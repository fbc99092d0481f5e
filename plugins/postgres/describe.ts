// What the PostgreSQL plugin says of itself. Called in a process that may touch nothing; opens nothing.
import type { Description } from "../../protocol/describe.ts";
import { HAZARD_KINDS } from "../../protocol/plan.ts";
import { object, oneOfWords, optional, type Schema, string } from "../../protocol/schema.ts";
import type { Kind } from "./kind.ts";
import { KINDS } from "./kinds/mod.ts";
import { SESSION_ATTRIBUTES, SSL_MODES } from "./settings.ts";
import { TABLE_SPEC } from "./spec.ts";

const text = (description: string) => optional(string({ maxLength: 10_000, description }));
const textOrNumber = (description: string): ReturnType<typeof optional<string | number>> =>
  optional({ type: ["string", "integer"], description } as Schema<string | number>);

/** The options of a connection: a URI, or its parts by libpq's names. */
const OPTIONS = object({
  uri: text("postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=verify-full, or host=... dbname=..."),
  host: {
    optional: {
      type: ["string", "array"],
      items: string(),
      description: "A name, an address, a folder of a unix socket, or several",
    } as Schema<unknown>,
  },
  port: textOrNumber("Default 5432"),
  user: text("The role"),
  password: text("Its password"),
  dbname: text("The database; default: the name of the user"),
  sslmode: optional(oneOfWords(SSL_MODES, { description: "Default prefer" })),
  sslrootcert: text("A file with the certificate authority, or its PEM text"),
  sslcert: text("A file with the client's certificate, or its PEM text"),
  sslkey: text("A file with the client's key, or its PEM text"),
  schema: text("The schema in which names without one are looked up and made"),
  search_path: text("The schemas in which names without one are looked up, first to last"),
  schemas: {
    optional: {
      type: ["string", "array"],
      items: string(),
      description: "As search_path, as a list",
    } as Schema<unknown>,
  },
  connect_timeout: textOrNumber("Seconds for each host; default 10"),
  statement_timeout: text("The longest time for one statement: 5000, 5s, 2min; default: none"),
  application_name: text("What the server calls this session; default schemahero"),
  target_session_attrs: optional(
    oneOfWords(SESSION_ATTRIBUTES, { description: "Which of several servers will do" }),
  ),
  options: text("Parameters of the server: -c name=value"),
  service: text("A service of PGSERVICEFILE or ~/.pg_service.conf, which fills in what is not written"),
  passfile: text("A file of passwords; default: PGPASSFILE or ~/.pgpass"),
}, { description: "A PostgreSQL server" });

/** The plugin's description. */
export function describe(version: string): Description {
  return {
    name: "postgres",
    version,
    summary: "PostgreSQL 13 to 18, and CockroachDB",
    engines: [
      { name: "postgres", specKey: "postgres" },
      { name: "postgresql", specKey: "postgres" },
      { name: "cockroachdb", specKey: "cockroachdb" },
    ],
    capabilities: ["inspect", "plan", "split", "apply", "fixtures", "generate"],
    kinds: documentKinds(KINDS),
    connection: {
      options: OPTIONS,
      uri: [
        { grammar: "url", schemes: ["postgres", "postgresql", "cockroachdb", "cockroach"] },
        { grammar: "keywords" },
      ],
      tcp: {
        host: ["uri.host", "uri.query.host", "option.host"],
        address: ["uri.query.hostaddr", "option.hostaddr"],
        port: ["uri.port", "uri.query.port", "option.port"],
        defaultHost: "localhost",
        defaultPort: 5432,
      },
      socket: ["uri.host", "uri.query.host", "option.host"],
      socketName: ".s.PGSQL.{port}",
      userFiles: ["pgpass", "pg-service"],
      pem: [
        { name: "ca", from: ["uri.query.sslrootcert", "option.sslrootcert"], system: "system" },
        { name: "cert", from: ["uri.query.sslcert", "option.sslcert"] },
        { name: "key", from: ["uri.query.sslkey", "option.sslkey"] },
      ],
    },
    hazards: [...HAZARD_KINDS],
  };
}

/**
 * The documents of tables and of kinds. Kinds that share a document (an enum and a domain are both a DataType) are told
 * apart by its body.
 */
export function documentKinds(kinds: readonly Kind[]): Description["kinds"] {
  const bodies = new Map(kinds.flatMap((kind) => kind.documents ?? []).map((each) => [each.kind, each.body]));
  const properties = Object.assign(
    {},
    TABLE_SPEC.properties,
    ...kinds.map(({ tableKeys }) => tableKeys ?? {}),
  );
  return [
    { kind: "Table", body: { ...TABLE_SPEC, properties } },
    ...[...bodies].map(([kind, body]) => ({ kind, body })),
  ];
}
