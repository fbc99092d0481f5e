// Judges a schema that came from outside: is it of the profile in schema.ts, and small enough to be used on every
// value that a user writes. A keyword that would be ignored although its author counts on it is refused by name.
import type { JsonSchema } from "./schema.ts";

/** The most schemas within one schema. */
const MAX_NODES = 10_000;
/** The most words in all `enum` and `required` lists of one schema. */
const MAX_WORDS = 20_000;
const MAX_NESTING = 40;

const TYPES = new Set<unknown>(["object", "array", "string", "integer", "number", "boolean", "null"]);

/** Assertions of JSON Schema that the profile does not have. */
const UNSUPPORTED = new Set([
  "$ref",
  "$dynamicRef",
  "allOf",
  "anyOf",
  "const",
  "contains",
  "dependencies",
  "dependentRequired",
  "dependentSchemas",
  "else",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "if",
  "maxContains",
  "maxProperties",
  "minContains",
  "minProperties",
  "multipleOf",
  "not",
  "pattern",
  "patternProperties",
  "prefixItems",
  "propertyNames",
  "then",
  "unevaluatedItems",
  "unevaluatedProperties",
  "uniqueItems",
]);

/** Says in one sentence why a value is not a schema of the profile; undefined when it is one. Never throws. */
export function schemaProblem(value: unknown): string | undefined {
  try {
    new Profile().schema(value, "", 0);
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
  return undefined;
}

class Problem extends Error {}

class Profile {
  #nodes = 0;
  #words = 0;

  schema(value: unknown, path: string, depth: number): void {
    if (++this.#nodes > MAX_NODES) throw new Problem(`The schema holds more than ${MAX_NODES} schemas`);
    if (depth > MAX_NESTING) throw new Problem(`The schema is nested deeper than ${MAX_NESTING} levels`);
    const schema = map(value, path) as Readonly<Record<keyof JsonSchema, unknown>>; // each keyword is judged below
    for (const key of Object.keys(schema)) {
      if (UNSUPPORTED.has(key)) throw new Problem(`The schema${path} uses "${key}", which is not supported`);
    }
    this.#type(schema.type, path);
    for (const name of ["minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum"] as const) {
      const limit = schema[name];
      if (limit !== undefined && typeof limit !== "number") {
        throw new Problem(`"${name}" of the schema${path} is not a number`);
      }
    }
    this.#words += listSize(schema.enum, "enum", path) + listSize(schema.required, "required", path);
    if (this.#words > MAX_WORDS) throw new Problem(`The schema lists more than ${MAX_WORDS} words`);
    for (const key of Object.keys(map(schema.properties ?? {}, path))) {
      const properties = schema.properties as Readonly<Record<string, unknown>>; // a map: the line above
      this.schema(properties[key], `${path}.${key.slice(0, 60)}`, depth + 1);
    }
    const others = schema.additionalProperties;
    if (others === true) throw new Problem(`The schema${path} has additionalProperties: true; write {}`);
    if (others !== undefined && others !== false) this.schema(others, `${path}.*`, depth + 1);
    if (schema.items !== undefined) this.schema(schema.items, `${path}[]`, depth + 1);
    if (schema.oneOf !== undefined) this.#union(schema.oneOf, schema.discriminator, path, depth);
  }

  #type(type: unknown, path: string): void {
    if (type === undefined) return;
    for (const word of Array.isArray(type) ? type : [type]) {
      if (!TYPES.has(word)) throw new Problem(`The schema${path} has an unknown type`);
    }
  }

  #union(oneOf: unknown, discriminator: unknown, path: string, depth: number): void {
    listSize(oneOf, "oneOf", path);
    const tag = map(discriminator, `${path} (discriminator)`)["propertyName"];
    if (typeof tag !== "string") throw new Problem(`"oneOf" of the schema${path} needs a discriminator`);
    for (const variant of oneOf as readonly unknown[]) { // a list: listSize() said so
      this.schema(variant, `${path}|`, depth + 1);
      const properties = map(variant, path)["properties"];
      const property = map(map(properties, path)[tag], `${path}.${tag}`);
      if (!Array.isArray(property["enum"])) {
        throw new Problem(`A variant of the schema${path} has no words for its tag "${tag}"`);
      }
    }
  }
}

function map(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof Uint8Array) {
    throw new Problem(`The schema${path} is not a map`);
  }
  return value as Readonly<Record<string, unknown>>; // nothing else is left
}

function listSize(value: unknown, keyword: string, path: string): number {
  if (value === undefined) return 0;
  if (!Array.isArray(value)) throw new Problem(`"${keyword}" of the schema${path} is not a list`);
  return value.length;
}
