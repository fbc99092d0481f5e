// What the plugin of MySQL and MariaDB says of itself. Called in a process that may touch nothing; opens nothing.
import type { Description } from "../../protocol/describe.ts";
import { HAZARD_KINDS } from "../../protocol/plan.ts";
import { boolean, object, optional, type Schema, string } from "../../protocol/schema.ts";
import { EVENT_SPEC, FUNCTION_SPEC, PROCEDURE_SPEC, VIEW_SPEC } from "./spec_objects.ts";
import { TABLE_SPEC } from "./spec.ts";

const text = (description: string) => optional(string({ maxLength: 10_000, description }));
const textOrNumber = (description: string): ReturnType<typeof optional<string | number>> =>
  optional({ type: ["string", "integer"], description } as Schema<string | number>);

/** The options of a connection: a URI, or its parts. */
const OPTIONS = object({
  uri: text("user:password@tcp(host:3306)/database, or mysql://user:password@host:3306/database"),
  host: text("A name, an address, or a comma list of them; default localhost"),
  port: textOrNumber("Default 3306"),
  socket: text("The path of a unix socket, in place of host and port"),
  user: text("Who logs in; default root"),
  password: text("The password"),
  dbname: text("The database"),
  disableTLS: optional(boolean({ description: "True: in plain text. Default: TLS where the server has it" })),
  sslMode: text("disabled, preferred (default), required, verify-ca, verify-identity"),
  sslCa: text("A file with the certificate authority, or its PEM text"),
  sslCert: text("A file with the client's certificate, or its PEM text"),
  sslKey: text("A file with the client's key, or its PEM text"),
  defaultCharset: text("Has no effect here: a database's character set is changed by its owner"),
  collation: text("Has no effect here: as defaultCharset"),
  defaultsFile: text("An option file that is read in place of the usual ones (my.cnf)"),
  timeout: textOrNumber("How long to wait for a connection: 5s; default 10s"),
  statementTimeout: textOrNumber("The longest time for one statement: 5s; default: none"),
}, { description: "A MySQL or MariaDB server" });

/** Groups that clients of both servers read. */
const GROUPS = ["client", "mysql", "client-server", "client-mariadb", "mariadb-client"];

const query = (...names: string[]) => names.map((name) => `uri.query.${name}`);

const TLS = query("tls", "ssl", "ssl-mode", "ssl_mode", "sslmode", "sslMode", "disableTLS", "useSSL");
const CA = [...query("ssl-ca", "ssl_ca", "sslca", "sslCa"), "option.sslCa"];
const CERT = [...query("ssl-cert", "ssl_cert", "sslcert", "sslCert"), "option.sslCert"];
const KEY = [...query("ssl-key", "ssl_key", "sslkey", "sslKey"), "option.sslKey"];
const PLACE = ["uri.host", "option.host", ...query("socket"), "option.socket"];

/** What option files say of a connection, unless it says so itself. A place is taken as a whole. */
const OPTION_FILES: NonNullable<Description["connection"]["optionFiles"]> = {
  groups: GROUPS,
  named: [...query("defaults-file", "defaultsFile"), "option.defaultsFile"],
  options: [
    { names: ["user"], option: "user", unless: ["uri.user", ...query("user"), "option.user"] },
    {
      names: ["password"],
      option: "password",
      unless: ["uri.password", ...query("password"), "option.password"],
    },
    { names: ["host"], option: "host", unless: PLACE },
    { names: ["socket"], option: "socket", unless: PLACE },
    {
      names: ["port"],
      option: "port",
      unless: ["uri.port", "option.port", ...query("socket"), "option.socket"],
    },
    {
      names: ["database"],
      option: "dbname",
      unless: ["uri.path", ...query("dbname", "database"), "option.dbname"],
    },
    { names: ["ssl-mode"], option: "sslMode", unless: [...TLS, "option.sslMode", "option.disableTLS"] },
    {
      names: ["skip-ssl", "disable-ssl"],
      option: "sslMode",
      value: "disabled",
      unless: [...TLS, "option.sslMode", "option.disableTLS"],
    },
    {
      names: ["ssl-verify-server-cert"],
      option: "sslMode",
      value: "verify-identity",
      unless: [...TLS, "option.sslMode", "option.disableTLS"],
    },
    { names: ["ssl-ca"], option: "sslCa", unless: CA },
    { names: ["ssl-cert"], option: "sslCert", unless: CERT },
    { names: ["ssl-key"], option: "sslKey", unless: KEY },
    { names: ["connect-timeout"], option: "timeout", unless: [...query("timeout"), "option.timeout"] },
  ],
};

/** The plugin's description. */
export function describe(version: string): Description {
  return {
    name: "mysql",
    version,
    summary: "MySQL 8.0 to 9.x and MariaDB 10.6 to 11.x",
    engines: [{ name: "mysql", specKey: "mysql" }, { name: "mariadb", specKey: "mysql" }],
    capabilities: ["inspect", "plan", "split", "apply", "fixtures", "generate"],
    kinds: [
      { kind: "Table", body: TABLE_SPEC },
      { kind: "View", body: VIEW_SPEC },
      { kind: "Function", body: FUNCTION_SPEC },
      { kind: "Procedure", body: PROCEDURE_SPEC },
      { kind: "Event", body: EVENT_SPEC },
    ],
    connection: {
      options: OPTIONS,
      uri: [{ grammar: "url", schemes: ["mysql", "mariadb"] }, { grammar: "go-dsn" }],
      tcp: {
        host: ["uri.host", "option.host"],
        port: ["uri.port", "option.port"],
        defaultHost: "localhost",
        defaultPort: 3306,
      },
      socket: [...query("socket"), "option.socket", "uri.host", "option.host"],
      pem: [
        { name: "ca", from: CA },
        { name: "cert", from: CERT },
        { name: "key", from: KEY },
      ],
      optionFiles: OPTION_FILES,
    },
    hazards: [...HAZARD_KINDS],
  };
}
