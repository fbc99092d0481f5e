// The one schema language of the project: a small profile of JSON Schema, held as plain data.
// Wire messages, the YAML an engine accepts and connection blocks are all described in it, so that one
// checker serves trusted schemas (ours) and untrusted ones (a plugin's, received by `describe`).
// It knows nothing of frames or YAML. No regular expressions: a plugin's schema must not be able to hang us.
import { schemaProblem } from "./profile.ts";
import { suggest } from "./suggest.ts";

export { suggest } from "./suggest.ts";

/** The keywords of the profile. Anything else is an annotation and is ignored by {@linkcode check}. */
export interface JsonSchema {
  readonly type?: SchemaType | readonly SchemaType[];
  /**
   * `int64`: an integer that is always a bigint in TypeScript. `byte`: a Uint8Array (base64 in JSON).
   * `schema`: a schema of this profile.
   */
  readonly format?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false | JsonSchema;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly (string | number | boolean | null)[];
  /** Alternatives told apart by the constant value of one property, `discriminator.propertyName`. */
  readonly oneOf?: readonly JsonSchema[];
  readonly discriminator?: { readonly propertyName: string };
  readonly title?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly examples?: readonly unknown[];
}

/** The type names of the profile, as JSON Schema spells them. */
export type SchemaType = "object" | "array" | "string" | "integer" | "number" | "boolean" | "null";

declare const phantom: unique symbol;

/** A schema that knows the TypeScript type of the values it accepts. */
export type Schema<T> = JsonSchema & { readonly [phantom]?: T };

/** The TypeScript type of the values that a schema accepts. */
export type Infer<S> = S extends Schema<infer T> ? T : never;

interface Optional<T> {
  readonly optional: Schema<T>;
}

type Fields = Readonly<Record<string, Schema<unknown> | Optional<unknown>>>;
type OptionalKeys<F extends Fields> = { [K in keyof F]: F[K] extends Optional<unknown> ? K : never }[keyof F];
type Flatten<T> = { [K in keyof T]: T[K] };
type FieldsOf<F extends Fields> = Flatten<
  & { readonly [K in Exclude<keyof F, OptionalKeys<F>>]: F[K] extends Schema<infer T> ? T : never }
  & { readonly [K in OptionalKeys<F>]?: F[K] extends Optional<infer T> ? T : never }
>;

type Notes = Pick<JsonSchema, "title" | "description" | "deprecated" | "examples">;

/** UTF-8 text. `maxLength` counts UTF-16 units. */
export function string(
  options: Notes & Pick<JsonSchema, "minLength" | "maxLength"> = {},
): Schema<string> {
  return { type: "string", ...options };
}

/** One of a closed set of words. */
export function oneOfWords<const W extends readonly string[]>(
  words: W,
  notes: Notes = {},
): Schema<W[number]> {
  return { type: "string", enum: words, ...notes };
}

/** A constant word, used as the tag of a {@linkcode union}. */
export function word<const W extends string>(value: W, notes: Notes = {}): Schema<W> {
  return { type: "string", enum: [value], ...notes };
}

/** A safe integer (|n| <= 2^53 - 1), whichever way it was encoded; a number in TypeScript. */
export function int(options: Notes & Pick<JsonSchema, "minimum" | "maximum"> = {}): Schema<number> {
  return { type: "integer", ...options };
}

/** A signed 64-bit integer; always a bigint in TypeScript. */
export function int64(notes: Notes = {}): Schema<bigint> {
  return { type: "integer", format: "int64", ...notes };
}

/** A finite IEEE 754 double. An integral value may arrive encoded as an integer. */
export function float(notes: Notes = {}): Schema<number> {
  return { type: "number", ...notes };
}

/** True or false. */
export function boolean(notes: Notes = {}): Schema<boolean> {
  return { type: "boolean", ...notes };
}

/** Raw bytes: MessagePack `bin`, base64 in JSON. */
export function bytes(options: Notes & Pick<JsonSchema, "minLength" | "maxLength"> = {}): Schema<Uint8Array> {
  return { type: "string", format: "byte", ...options };
}

/** A list of values of one schema. */
export function array<T>(
  items: Schema<T>,
  options: Notes & Pick<JsonSchema, "minItems" | "maxItems"> = {},
): Schema<readonly T[]> {
  return { type: "array", items, ...options };
}

/** A map from any string to values of one schema. */
export function record<T>(values: Schema<T>, notes: Notes = {}): Schema<Readonly<Record<string, T>>> {
  return { type: "object", additionalProperties: values, ...notes };
}

/** Marks a field of {@linkcode object} as one that may be absent. Absent and null are different things. */
export function optional<T>(schema: Schema<T>): Optional<T> {
  return { optional: schema };
}

/** A map with known fields. */
export function object<const F extends Fields>(fields: F, notes: Notes = {}): Schema<FieldsOf<F>> {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const [name, field] of Object.entries(fields)) {
    if (isOptional(field)) properties[name] = field.optional;
    else {
      properties[name] = field;
      required.push(name);
    }
  }
  return { type: "object", properties, required, additionalProperties: false, ...notes };
}

function isOptional(field: Schema<unknown> | Optional<unknown>): field is Optional<unknown> {
  return "optional" in field;
}

/** Also accepts null. */
export function nullable<T>(schema: Schema<T>): Schema<T | null> {
  const types = schema.type === undefined ? [] : [schema.type].flat();
  return { ...schema, type: [...types, "null"], ...(schema.enum && { enum: [...schema.enum, null] }) };
}

/** Any value that a frame can carry. Integers are numbers where safe and bigints where not. */
export function any(notes: Notes = {}): Schema<unknown> {
  return { ...notes };
}

/** A schema of this profile, as a value: what a plugin sends of its own YAML. */
export function schema(notes: Notes = {}): Schema<JsonSchema> {
  return { type: "object", format: "schema", ...notes };
}

/** A value that YAML can write on one line: text, number, truth value or null. */
export function scalar(notes: Notes = {}): Schema<string | number | bigint | boolean | null> {
  return { type: ["string", "integer", "number", "boolean", "null"], ...notes };
}

/** Objects told apart by the word in their `tag` field. */
export function union<const V extends readonly Schema<unknown>[]>(
  tag: string,
  variants: V,
): Schema<Infer<V[number]>> {
  return { type: "object", oneOf: variants, discriminator: { propertyName: tag } };
}

/** One way in which a value does not fit its schema. */
export interface Issue {
  /** Keys and indexes from the root of the checked value. */
  readonly path: readonly (string | number)[];
  readonly code: "type" | "missing-key" | "unknown-key" | "range" | "word" | "depth";
  /** A sentence that names what was found and what is accepted. */
  readonly message: string;
  /** The nearest accepted spelling, for a misspelt key or word. */
  readonly suggestion?: string;
}

/** How {@linkcode check} treats what the schema does not name. */
export interface CheckOptions {
  /** `drop` is the wire's rule (a newer peer may say more); `report` is the rule for what people write. */
  readonly unknownKeys: "drop" | "report";
  /** The most issues that are collected before checking ends. Default 20. */
  readonly maxIssues?: number;
}

/** The result of {@linkcode check}: the value with integers normalised and unknown keys dropped, or issues. */
export type Checked<T> = { readonly value: T; readonly issues: readonly Issue[] };

/** The deepest nesting that is checked; equal to the codec's limit. */
export const MAX_DEPTH = 64;

/**
 * Checks a value against a schema. Never throws for any value or any schema of the profile, whoever wrote it.
 * The value is not changed; what is returned shares the parts that needed no change.
 */
export function check<T>(schema: Schema<T>, value: unknown, options: CheckOptions): Checked<T> {
  const checker = new Checker(options);
  const result = checker.visit(recordOf(schema) ?? {}, value, undefined, 0);
  return { value: result as T, issues: checker.issues }; // typed by the schema: visit() accepted it or issues say not
}

interface Path {
  readonly parent: Path | undefined;
  readonly key: string | number;
}

class Checker {
  readonly issues: Issue[] = [];
  readonly #unknownKeys: "drop" | "report";
  readonly #maxIssues: number;

  constructor(options: CheckOptions) {
    this.#unknownKeys = options.unknownKeys;
    this.#maxIssues = options.maxIssues ?? 20;
  }

  visit(schema: JsonSchema, value: unknown, path: Path | undefined, depth: number): unknown {
    if (depth > MAX_DEPTH) {
      return this.#report(path, "depth", `Nested deeper than ${MAX_DEPTH} levels`, value);
    }
    if (Array.isArray(schema.oneOf)) return this.#variant(schema, value, path, depth);
    if (schema.type === undefined) return value;
    const types: readonly SchemaType[] = Array.isArray(schema.type) ? schema.type : listWith(schema.type);
    for (const type of types) {
      if (!accepts(type, schema.format, value)) continue;
      if (Array.isArray(schema.enum) && !includes(schema.enum, value)) return this.#word(schema, value, path);
      switch (type) {
        case "object":
          return this.#object(schema, value as Record<string, unknown>, path, depth); // accepts() said so, here and below
        case "array":
          return this.#array(schema, value as unknown[], path, depth);
        case "integer":
          return this.#integer(schema, value as number | bigint, path, types.length > 1);
        case "string":
          return this.#length(schema, value as string | Uint8Array, path);
        case "number":
          // Where integers are accepted, too, one that a double would round stays a bigint.
          if (typeof value === "bigint" && types.includes("integer")) return value;
          return this.#inRange(schema, Number(value), path);
        case "boolean":
        case "null":
          return value;
      }
    }
    const wanted = types.map((type) => nameOf(type, schema.format)).join(" or ");
    return this.#report(path, "type", `Expected ${wanted}, found ${describeValue(value)}`, value);
  }

  #object(
    schema: JsonSchema,
    value: Record<string, unknown>,
    path: Path | undefined,
    depth: number,
  ): unknown {
    if (schema.format === "schema") {
      const problem = schemaProblem(value);
      return problem === undefined ? value : this.#report(path, "type", problem, value);
    }
    const properties = recordOf(schema.properties);
    const others = schema.additionalProperties === false ? false : recordOf(schema.additionalProperties);
    let copy: Record<string, unknown> | undefined;
    for (const key of Object.keys(value)) {
      if (this.#full) break;
      const property = properties && Object.hasOwn(properties, key) ? recordOf(properties[key]) : others;
      if (property === undefined && properties === undefined) continue;
      if (!property) {
        if (this.#unknownKeys === "drop") {
          copy ??= { ...value };
          delete copy[key];
        } else this.#unknownKey(Object.keys(properties ?? {}), key, path);
        continue;
      }
      const before = value[key];
      const after = this.visit(property, before, { parent: path, key }, depth + 1);
      if (after !== before) {
        copy ??= { ...value };
        copy[key] = after;
      }
    }
    for (const key of listOf(schema.required)) {
      if (typeof key === "string" && !Object.hasOwn(value, key)) {
        this.#report(path, "missing-key", `Missing key "${key}"`, value);
      }
    }
    return copy ?? value;
  }

  #array(schema: JsonSchema, value: unknown[], path: Path | undefined, depth: number): unknown {
    const least = numberOf(schema.minItems, 0);
    const most = numberOf(schema.maxItems, Infinity);
    if (value.length < least) {
      this.#report(path, "range", `Expected at least ${least} items, found ${value.length}`, value);
    }
    if (value.length > most) {
      return this.#report(path, "range", `Expected at most ${most} items, found ${value.length}`, value);
    }
    const items = recordOf(schema.items);
    if (!items) return value;
    let copy: unknown[] | undefined;
    for (let index = 0; index < value.length; index++) {
      const after = this.visit(items, value[index], { parent: path, key: index }, depth + 1);
      if (after !== value[index]) {
        copy ??= [...value];
        copy[index] = after;
      }
      if (this.#full) break;
    }
    return copy ?? value;
  }

  #integer(schema: JsonSchema, value: number | bigint, path: Path | undefined, mixed: boolean): unknown {
    if (schema.format === "int64") {
      return this.#inRange(schema, typeof value === "bigint" ? value : BigInt(value), path);
    }
    // Beside other scalar types a large integer stays exact as a bigint; alone, `int` promises a number.
    const exact = mixed && typeof value === "bigint" && !isSafe(value) ? value : Number(value);
    return this.#inRange(schema, exact, path);
  }

  #inRange(schema: JsonSchema, value: number | bigint, path: Path | undefined): unknown {
    const least = numberOf(schema.minimum, -Infinity);
    const most = numberOf(schema.maximum, Infinity);
    if (value >= least && value <= most) return value;
    const range = `${least === -Infinity ? "any" : least} to ${most === Infinity ? "any" : most}`;
    return this.#report(path, "range", `Expected a number in the range ${range}, found ${value}`, value);
  }

  #length(schema: JsonSchema, value: string | Uint8Array, path: Path | undefined): unknown {
    const least = numberOf(schema.minLength, 0);
    const most = numberOf(schema.maxLength, Infinity);
    if (value.length < least) {
      const found = value.length === 0 ? "nothing" : `${value.length}`;
      return this.#report(path, "range", `Expected a length of at least ${least}, found ${found}`, value);
    }
    if (value.length > most) {
      return this.#report(
        path,
        "range",
        `Expected a length of at most ${most}, found ${value.length}`,
        value,
      );
    }
    return value;
  }

  #variant(schema: JsonSchema, value: unknown, path: Path | undefined, depth: number): unknown {
    if (!accepts("object", undefined, value)) {
      return this.#report(path, "type", `Expected a map, found ${describeValue(value)}`, value);
    }
    const map = value as Record<string, unknown>; // accepts() said so
    const tag = tagOf(schema);
    const found = Object.hasOwn(map, tag) ? map[tag] : undefined;
    const words: unknown[] = [];
    for (const item of listOf(schema.oneOf)) {
      const variant: JsonSchema = recordOf(item) ?? {};
      const accepted = listOf(recordOf(recordOf(variant.properties)?.[tag])?.enum);
      if (includes(accepted, found)) return this.#object(variant, map, path, depth);
      if (words.length < MAX_LISTED) words.push(...accepted.slice(0, MAX_LISTED));
    }
    if (found === undefined) return this.#report(path, "missing-key", `Missing key "${tag}"`, value);
    return this.#word({ enum: words as string[] }, found, { parent: path, key: tag }); // only shown
  }

  #word(schema: JsonSchema, value: unknown, path: Path | undefined): unknown {
    if (this.#full) return value;
    const words = listOf(schema.enum).slice(0, MAX_LISTED).map((word) =>
      typeof word === "string" ? word : describeValue(word)
    );
    const listed = words.length > 12 ? `${words.slice(0, 12).join(", ")}, ...` : words.join(", ");
    const nearest = typeof value === "string" ? suggest(value, words) : undefined;
    return this.#report(
      path,
      "word",
      `Expected one of ${listed}, found ${describeValue(value)}`,
      value,
      nearest,
    );
  }

  #unknownKey(known: readonly string[], key: string, path: Path | undefined): void {
    this.#report(
      { parent: path, key },
      "unknown-key",
      `Unknown key "${key}"`,
      undefined,
      suggest(key, known),
    );
  }

  /** True when nothing further will be reported, so that nothing further need be looked at. */
  get #full(): boolean {
    return this.issues.length >= this.#maxIssues;
  }

  #report(
    path: Path | undefined,
    code: Issue["code"],
    message: string,
    value: unknown,
    suggestion?: string,
  ): unknown {
    if (!this.#full) {
      this.issues.push({
        path: flatten(path),
        code,
        message,
        ...(suggestion !== undefined && { suggestion }),
      });
    }
    return value;
  }
}

function flatten(path: Path | undefined): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let step = path; step; step = step.parent) keys.unshift(step.key);
  return keys;
}

/** Words of an enum that are looked at for a message. */
const MAX_LISTED = 1000;

const LISTS = new Map<unknown, readonly SchemaType[]>();

/** A list of one type; the same for all values, of which there are many. */
function listWith(type: unknown): readonly SchemaType[] {
  let list = LISTS.get(type);
  if (!list) {
    list = [type as SchemaType]; // accepts() says what it is
    if (LISTS.size < MAX_LISTED) LISTS.set(type, list);
  }
  return list;
}

// The readers of keywords below take a schema that came from outside for what it is: any value in any place.

function recordOf<T extends object>(value: T | undefined): T | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}

function listOf<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? value : [];
}

function numberOf(value: number | undefined, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

function tagOf(schema: JsonSchema): string {
  const tag: unknown = recordOf(schema.discriminator)?.propertyName;
  return typeof tag === "string" ? tag : "type";
}

/** An integer may arrive as a bigint, whatever the schema holds. */
function includes(words: readonly unknown[], value: unknown): boolean {
  return words.includes(value) ||
    (typeof value === "bigint" && isSafe(value) && words.includes(Number(value)));
}

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

function isSafe(value: bigint): boolean {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
}

function accepts(type: SchemaType, format: string | undefined, value: unknown): boolean {
  switch (type) {
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value) &&
        !(value instanceof Uint8Array);
    case "array":
      return Array.isArray(value);
    case "string":
      return format === "byte" ? value instanceof Uint8Array : typeof value === "string";
    case "integer":
      if (typeof value === "bigint") {
        return format === "int64" ? value >= INT64_MIN && value <= INT64_MAX : isSafe(value);
      }
      return Number.isSafeInteger(value);
    case "number":
      return typeof value === "bigint" || (typeof value === "number" && Number.isFinite(value));
    case "boolean":
      return typeof value === "boolean";
    case "null":
      return value === null;
    default:
      return false; // a type word from an untrusted schema
  }
}

function nameOf(type: SchemaType, format: string | undefined): string {
  if (type === "string" && format === "byte") return "bytes";
  if (type === "integer" && format === "int64") return "a 64-bit integer";
  const names: Record<SchemaType, string> = {
    object: "a map",
    array: "a list",
    string: "text",
    integer: "an integer",
    number: "a number",
    boolean: "true or false",
    null: "null",
  };
  // The type may be of an untrusted schema, and then anything.
  return typeof type === "string" && Object.hasOwn(names, type) ? names[type] : "a value of an unknown type";
}

/** Says what a value is, in a few words and without repeating long text. */
export function describeValue(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  if (typeof value === "string") {
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  }
  if (typeof value === "bigint") return `integer ${value}`;
  return typeof value === "number" || typeof value === "boolean"
    ? `${typeof value} ${value}`
    : `a ${typeof value}`;
}
