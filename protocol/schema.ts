// The one schema language of the project: a small profile of JSON Schema, held as plain data.
// Wire messages, the YAML an engine accepts and connection blocks are all described in it, so that one
// checker serves trusted schemas (ours) and untrusted ones (a plugin's, received by `describe`).
// It knows nothing of frames or YAML. No regular expressions: a plugin's schema must not be able to hang us.

/** The keywords of the profile. Anything else is an annotation and is ignored by {@linkcode check}. */
export interface JsonSchema {
  readonly type?: SchemaType | readonly SchemaType[];
  /** `int64`: an integer that is always a bigint in TypeScript. `byte`: a Uint8Array (base64 in JSON). */
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
  const result = checker.visit(schema, value, undefined, 0);
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
    if (schema.oneOf) return this.#variant(schema, value, path, depth);
    if (schema.type === undefined) return value;
    const types = typeof schema.type === "string" ? [schema.type] : schema.type;
    for (const type of types) {
      if (!accepts(type, schema.format, value)) continue;
      if (schema.enum && !schema.enum.includes(value as string)) return this.#word(schema, value, path);
      switch (type) {
        case "object":
          return this.#object(schema, value as Record<string, unknown>, path, depth);
        case "array":
          return this.#array(schema, value as unknown[], path, depth);
        case "integer":
          return this.#integer(schema, value as number | bigint, path, types.length > 1);
        case "string":
          return this.#length(schema, value as string | Uint8Array, path);
        case "number":
          return typeof value === "bigint" ? Number(value) : value;
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
    const properties = schema.properties ?? {};
    let copy: Record<string, unknown> | undefined;
    for (const key of Object.keys(value)) {
      const property = Object.hasOwn(properties, key) ? properties[key] : schema.additionalProperties;
      if (property === undefined && schema.properties === undefined) continue;
      if (property === undefined || property === false) {
        if (this.#unknownKeys === "drop") {
          copy ??= { ...value };
          delete copy[key];
        } else this.#unknownKey(Object.keys(properties), key, path);
        continue;
      }
      const before = value[key];
      const after = this.visit(property, before, { parent: path, key }, depth + 1);
      if (after !== before) {
        copy ??= { ...value };
        copy[key] = after;
      }
    }
    for (const key of schema.required ?? []) {
      if (!Object.hasOwn(value, key)) this.#report(path, "missing-key", `Missing key "${key}"`, value);
    }
    return copy ?? value;
  }

  #array(schema: JsonSchema, value: unknown[], path: Path | undefined, depth: number): unknown {
    if (value.length < (schema.minItems ?? 0)) {
      this.#report(path, "range", `Expected at least ${schema.minItems} items, found ${value.length}`, value);
    }
    if (value.length > (schema.maxItems ?? Infinity)) {
      return this.#report(
        path,
        "range",
        `Expected at most ${schema.maxItems} items, found ${value.length}`,
        value,
      );
    }
    if (!schema.items) return value;
    let copy: unknown[] | undefined;
    for (let index = 0; index < value.length; index++) {
      const after = this.visit(schema.items, value[index], { parent: path, key: index }, depth + 1);
      if (after !== value[index]) {
        copy ??= [...value];
        copy[index] = after;
      }
      if (this.issues.length >= this.#maxIssues) break;
    }
    return copy ?? value;
  }

  #integer(schema: JsonSchema, value: number | bigint, path: Path | undefined, mixed: boolean): unknown {
    if (schema.format === "int64") return typeof value === "bigint" ? value : BigInt(value);
    // Beside other scalar types a large integer stays exact as a bigint; alone, `int` promises a number.
    if (mixed && typeof value === "bigint" && !isSafe(value)) return value;
    const number = Number(value);
    if (number < (schema.minimum ?? -Infinity) || number > (schema.maximum ?? Infinity)) {
      const range = `${schema.minimum ?? "any"} to ${schema.maximum ?? "any"}`;
      return this.#report(path, "range", `Expected a number in the range ${range}, found ${number}`, value);
    }
    return number;
  }

  #length(schema: JsonSchema, value: string | Uint8Array, path: Path | undefined): unknown {
    if (value.length < (schema.minLength ?? 0)) {
      const found = value.length === 0 ? "nothing" : `${value.length}`;
      return this.#report(
        path,
        "range",
        `Expected a length of at least ${schema.minLength}, found ${found}`,
        value,
      );
    }
    if (value.length > (schema.maxLength ?? Infinity)) {
      const found = value.length;
      return this.#report(
        path,
        "range",
        `Expected a length of at most ${schema.maxLength}, found ${found}`,
        value,
      );
    }
    return value;
  }

  #variant(schema: JsonSchema, value: unknown, path: Path | undefined, depth: number): unknown {
    if (!accepts("object", undefined, value)) {
      return this.#report(path, "type", `Expected a map, found ${describeValue(value)}`, value);
    }
    const tag = schema.discriminator?.propertyName ?? "type";
    const found = (value as Record<string, unknown>)[tag];
    const words: string[] = [];
    for (const variant of schema.oneOf ?? []) {
      const accepted = variant.properties?.[tag]?.enum ?? [];
      if (accepted.includes(found as string)) {
        return this.#object(variant, value as Record<string, unknown>, path, depth);
      }
      words.push(...accepted.map(String));
    }
    if (found === undefined) return this.#report(path, "missing-key", `Missing key "${tag}"`, value);
    return this.#word({ enum: words }, found, { parent: path, key: tag });
  }

  #word(schema: JsonSchema, value: unknown, path: Path | undefined): unknown {
    const words = (schema.enum ?? []).map(String);
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

  #report(
    path: Path | undefined,
    code: Issue["code"],
    message: string,
    value: unknown,
    suggestion?: string,
  ): unknown {
    if (this.issues.length < this.#maxIssues) {
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
  return names[type] ?? type;
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
  return `${typeof value === "bigint" ? "integer" : typeof value} ${String(value)}`;
}

/** The candidate nearest to a misspelt word, when one is near enough to be meant. */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.slice(0, 64).toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(lower.length / 3)) + 1;
  for (const candidate of candidates.slice(0, 1000)) {
    const distance = editDistance(lower, candidate.slice(0, 64).toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Damerau-Levenshtein (adjacent swaps count once) over UTF-16 units. */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, substitution);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforePrevious[j - 2] ?? 0) + 1);
      }
      current[j] = cost;
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
