// ValueOrValueFrom, SchemaHero's way to write a connection option: text, {value: text} or {valueFrom: {...}}.
// Turns the options of a Database document into what a connection is made from.
import { describeValue } from "../../protocol/schema.ts";
import { SchemaHeroError } from "../errors.ts";
import { type Environment, expandVariables } from "./expand.ts";
import { passwordsIn } from "./redact.ts";
import { Secret } from "./secret.ts";

/** What resolving needs from outside. */
export interface ResolveContext {
  readonly environment: Environment;
  /** Names the document in errors, e.g. `Database my-db (db.yaml)`. */
  readonly where: string;
}

/** Connection options without indirections; whatever may be confidential is a {@linkcode Secret}. */
export interface ResolvedConnection {
  readonly uri?: Secret;
  readonly options: Readonly<Record<string, unknown>>;
}

const CONFIDENTIAL = /pass|pwd|secret|token|credential|private|key$|dsn$/i;
const OPERATOR_SOURCES = ["secretKeyRef", "vault", "ssm"];

/**
 * Resolves all options of a connection. `uri` comes out apart.
 * Text of `uri`, and text given as `{value}`, may hold `${NAME}` (expand.ts).
 * @throws {SchemaHeroError} secrets.operator-only, secrets.invalid-value, secrets.unset-variable, secrets.malformed-variable
 */
export function resolveConnection(
  connection: Readonly<Record<string, unknown>>,
  context: ResolveContext,
): ResolvedConnection {
  const options: Record<string, unknown> = {};
  let uri: Secret | undefined;
  for (const [name, written] of Object.entries(connection)) {
    if (written === null || written === undefined) continue;
    const value = resolveValue(name, written, context);
    if (name === "uri") uri = uriSecret(asText(value, name, context));
    else if (typeof value === "string" && CONFIDENTIAL.test(name)) options[name] = new Secret(value);
    else options[name] = value;
  }
  return { ...(uri && { uri }), options };
}

/**
 * A URI as a secret; its password alone is struck out of messages, too. A URI that can hold no credentials, such as
 * the path of a file, may be named in messages.
 */
export function uriSecret(uri: string): Secret {
  for (const password of passwordsIn(uri)) new Secret(password); // remembered by redact()
  return new Secret(uri, { isStruckOut: /@|pass|pwd|secret|token|key/i.test(uri) });
}

function resolveValue(name: string, written: unknown, context: ResolveContext): unknown {
  const where = `${name} of ${context.where}`;
  if (typeof written === "string") {
    return name === "uri" ? expandVariables(written, context.environment, where) : written;
  }
  if (!isMap(written) || !("value" in written || "valueFrom" in written)) return written;
  const { value, valueFrom, ...others } = written;
  const [stray] = Object.keys(others);
  if (stray !== undefined || (value !== undefined && valueFrom !== undefined)) {
    throw new SchemaHeroError(
      "secrets.invalid-value",
      `${where} must have either value or valueFrom and nothing else`,
    );
  }
  if (valueFrom !== undefined) throw operatorOnly(where, valueFrom);
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (typeof value !== "string") {
    throw new SchemaHeroError(
      "secrets.invalid-value",
      `value in ${where} must be text, found ${describeValue(value)}`,
    );
  }
  return expandVariables(value, context.environment, where);
}

function operatorOnly(where: string, valueFrom: unknown): SchemaHeroError {
  const sources = isMap(valueFrom) ? Object.keys(valueFrom) : [];
  const [source] = sources;
  if (source === undefined || sources.length > 1 || !OPERATOR_SOURCES.includes(source)) {
    const known = OPERATOR_SOURCES.join(", ");
    return new SchemaHeroError(
      "secrets.invalid-value",
      `valueFrom in ${where} must have exactly one of ${known}`,
    );
  }
  return new SchemaHeroError(
    "secrets.operator-only",
    `${where} comes from ${source}, which works in the operator only`,
    {
      hint:
        "On the command line use value: with ${NAME} for a variable of the environment, --uri-file or SCHEMAHERO_URI",
    },
  );
}

function asText(value: unknown, name: string, { where }: ResolveContext): string {
  if (typeof value === "string" && value !== "") return value;
  throw new SchemaHeroError(
    "secrets.invalid-value",
    `${name} of ${where} must be text, found ${describeValue(value)}`,
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
