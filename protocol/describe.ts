// What a plugin says of itself: the answer to `describe`. From this alone the core learns which engines there
// are, what their YAML looks like and what a connection may touch; it knows no engine by name.
import { array, boolean, type Infer, int, object, oneOfWords, optional, schema, string } from "./schema.ts";

/** A schema of the profile in schema.ts, sent as data. */
const JSON_SCHEMA = schema({ description: "A schema of the profile (see Schemas)" });

/** One engine that a plugin serves. */
export const ENGINE = object({
  name: string({
    minLength: 1,
    maxLength: 60,
    description: "What `--driver` and Database documents call it",
  }),
  specKey: string({
    minLength: 1,
    maxLength: 60,
    description: "The key under `spec.schema` and `spec.connection` in YAML",
  }),
});

/** One kind of document that an engine understands. */
export const KIND = object({
  kind: string({ minLength: 1, maxLength: 60, description: "Table, View, Function, ..." }),
  body: JSON_SCHEMA,
});

/** How URIs of the engine are written. */
export const URI_GRAMMARS = ["url", "go-dsn", "keywords", "file"] as const;

/** Files of a user's own that hold passwords and connections. */
export const USER_FILES = ["pgpass", "pg-service"] as const;

/**
 * Where the core finds what a connection will touch. A source is `uri.<part>` (host, port, path, user, password,
 * query.<name>) or `option.<name>`; of several sources the first that has a value counts.
 */
export const CONNECTION_BLOCK = object({
  options: JSON_SCHEMA,
  uri: array(
    object({
      grammar: oneOfWords(URI_GRAMMARS),
      schemes: optional(array(string({ maxLength: 60 }), { maxItems: 20 })),
    }),
    { maxItems: 10, description: "Accepted URI grammars, most specific first" },
  ),
  uriFrom: optional(array(string({ maxLength: 60 }), {
    maxItems: 10,
    description: "Options that hold a whole URI; default `uri`",
  })),
  tcp: optional(object({
    host: array(string({ maxLength: 100 }), {
      maxItems: 10,
      description: "Sources of one host or a comma list",
    }),
    address: optional(array(string({ maxLength: 100 }), {
      maxItems: 10,
      description: "Sources of addresses that need not be looked up, one for each host",
    })),
    port: array(string({ maxLength: 100 }), { maxItems: 10 }),
    defaultHost: optional(string({ maxLength: 255 })),
    defaultPort: int({ minimum: 1, maximum: 65535 }),
    peers: optional(
      boolean({ description: "True where a server may name further ones that the connection then uses" }),
    ),
  })),
  socket: optional(
    array(string({ maxLength: 100 }), { maxItems: 10, description: "Sources of a unix socket path" }),
  ),
  socketName: optional(string({
    maxLength: 100,
    description:
      "Where a source of `socket` names the folder: the socket's name in it, with `{port}` for the port",
  })),
  files: optional(array(
    object({
      name: string({ maxLength: 60, description: "Key under `resolved.files` in `connect`" }),
      from: array(string({ maxLength: 100 }), { maxItems: 10 }),
      access: oneOfWords(["read", "read-write"]),
      sideFiles: optional(array(string({ maxLength: 20 }), {
        maxItems: 10,
        description: "Suffixes of further files that the engine makes beside this one",
      })),
      upkeep: optional(object({
        lock: object({ from: int({ minimum: 0 }), length: int({ minimum: 1 }) }),
        scratch: array(string({ maxLength: 20 }), { maxItems: 10 }),
        neededToRead: optional(object({
          at: int({ minimum: 0, maximum: 4096 }),
          byte: int({ minimum: 0, maximum: 255 }),
        })),
      }, {
        description:
          "How empty side files are removed: under `lock`, bytes that whoever uses the file holds " +
          "locked (fcntl); `scratch` suffixes mean nothing once the others are gone. Reading needs side files " +
          "only where the file has `byte` at the offset `at`",
      })),
      notFiles: optional(
        array(string({ maxLength: 60 }), { maxItems: 10, description: "Values that name no file" }),
      ),
    }),
    { maxItems: 10 },
  )),
  pem: optional(array(
    object({
      name: string({ maxLength: 60, description: "Key under `resolved.pem` in `connect`" }),
      from: array(string({ maxLength: 100 }), { maxItems: 10 }),
      system: optional(string({
        maxLength: 60,
        description: "The value that means the authorities which the operating system trusts",
      })),
    }),
    {
      maxItems: 10,
      description: "Files that the core reads so that the plugin need not: CA, certificate, key",
    },
  )),
  userFiles: optional(array(oneOfWords(USER_FILES), {
    maxItems: 10,
    description:
      "Files of the user's own that the core looks into: `pgpass` for a password that is not written, " +
      "`pg-service` for the options of the service that is named; both in the words of libpq",
  })),
  optionFiles: optional(object({
    groups: array(string({ maxLength: 60 }), { maxItems: 20, description: "[client], ..." }),
    named: array(string({ maxLength: 100 }), {
      maxItems: 10,
      description: "Sources of the one file that is read instead of the usual ones",
    }),
    options: array(
      object({
        names: array(string({ maxLength: 60 }), { maxItems: 10, description: "As the files call it" }),
        option: string({ maxLength: 60, description: "The option that it fills in" }),
        value: optional(string({ maxLength: 60, description: "Of a switch: what it means where it is on" })),
        unless: array(string({ maxLength: 100 }), {
          maxItems: 20,
          description: "Sources; when one of them has a value, the file's is not taken",
        }),
      }),
      { maxItems: 50 },
    ),
  }, {
    description:
      "Option files of MySQL and MariaDB clients (my.cnf), which the core reads for what is not written",
  })),
});

/** The optional methods; what is absent from the capabilities is not to be called. */
export const CAPABILITIES = ["inspect", "plan", "split", "apply", "fixtures", "generate"] as const;

/** The answer to `describe`. */
export const DESCRIPTION = object({
  name: string({ minLength: 1, maxLength: 60, description: "The plugin's name, without `schemahero-`" }),
  version: string({ minLength: 1, maxLength: 60 }),
  summary: optional(string({ maxLength: 300 })),
  engines: array(ENGINE, { minItems: 1, maxItems: 20 }),
  capabilities: array(string({ maxLength: 60 }), { maxItems: 50 }),
  kinds: array(KIND, { maxItems: 50 }),
  connection: CONNECTION_BLOCK,
  hazards: array(string({ maxLength: 60 }), { maxItems: 50, description: "Hazards its plans may carry" }),
});

export type Capability = typeof CAPABILITIES[number];
export type Engine = Infer<typeof ENGINE>;
export type ConnectionBlock = Infer<typeof CONNECTION_BLOCK>;
export type Description = Infer<typeof DESCRIPTION>;
export type UriGrammar = typeof URI_GRAMMARS[number];
