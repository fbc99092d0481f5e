// YAML text to values: js-yaml with the YAML 1.2 core scalars, exact integers, merge keys, !!binary and no other tags.
// Knows nothing of SchemaHero. Positions of values are place.ts's business; here only syntax errors have one.
// @ts-types="./js_yaml.d.ts"
import { FAILSAFE_SCHEMA, load, Type, types, YAMLException } from "js-yaml";
import { MAX_ALIAS_NODES, MAX_NESTING, MAX_PARSED_CHARACTERS } from "./limits.ts";
import { isBool, isFloat, isInt, parseFloatingPoint, parseInteger, PlainScalar } from "./plain_scalar.ts";

/** Text that cannot be read. Line and column count from 0 and are relative to the text that was given. */
export class YamlProblem extends Error {
  override readonly name = "YamlProblem";
  readonly line: number;
  readonly column: number;
  readonly code: "syntax" | "limit";

  constructor(code: "syntax" | "limit", message: string, line = 0, column = 0) {
    super(message);
    this.code = code;
    this.line = line;
    this.column = column;
  }
}

function scalar(tag: string, resolve: (text: string) => boolean, construct: (text: string) => unknown): Type {
  return new Type(`tag:yaml.org,2002:${tag}`, {
    kind: "scalar",
    resolve: (text) => text !== null && resolve(text),
    construct,
  });
}

const VALUES = FAILSAFE_SCHEMA.extend({
  implicit: [
    types.null,
    types.bool,
    scalar("int", isInt, parseInteger),
    scalar("float", isFloat, parseFloatingPoint),
    types.merge,
  ],
  explicit: [types.binary],
});

const AS_WRITTEN = FAILSAFE_SCHEMA.extend({
  implicit: [
    types.null,
    scalar("bool", isBool, (text) => new PlainScalar("bool", text)),
    scalar("int", isInt, (text) => new PlainScalar("int", text)),
    scalar("float", isFloat, (text) => new PlainScalar("float", text)),
    types.merge,
  ],
  explicit: [types.binary],
});

/**
 * Reads one YAML document. With `asWritten`, plain numbers and truth values are {@linkcode PlainScalar}s.
 * An empty document gives null or undefined.
 * @throws {YamlProblem}
 */
export function readYaml(text: string, asWritten = false): unknown {
  if (text.length > MAX_PARSED_CHARACTERS) {
    const limit = MAX_PARSED_CHARACTERS / 1024 / 1024;
    throw new YamlProblem(
      "limit",
      `The document has more than ${limit} million characters beside seed rows in block style`,
    );
  }
  let value: unknown;
  try {
    value = load(text, { schema: asWritten ? AS_WRITTEN : VALUES });
  } catch (error) {
    throw toProblem(error);
  }
  checkShape(value, text.includes("&"));
  return value;
}

function toProblem(error: unknown): YamlProblem {
  if (error instanceof YAMLException) {
    const column = Math.max(0, error.mark?.column ?? 0); // negative for some duplicate keys
    const reason = error.reason.charAt(0).toUpperCase() + error.reason.slice(1);
    return new YamlProblem("syntax", printable(reason), error.mark?.line, column);
  }
  if (error instanceof RangeError) return tooDeep(); // the parser's recursion ran out of stack
  return new YamlProblem("syntax", error instanceof Error ? error.message : String(error));
}

function tooDeep(): YamlProblem {
  return new YamlProblem("limit", `Nested deeper than ${MAX_NESTING} levels`);
}

/** js-yaml quotes source text in some reasons; a file must not be able to send escapes to a terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "\uFFFD").slice(0, 300);
}

/** Bounds nesting and what aliases add, cycles included, so that everything after may walk the value freely. */
function checkShape(value: unknown, hasAnchors: boolean): void {
  const seen = hasAnchors ? new Set<object>() : undefined;
  let added = 0;
  const visit = (node: object, depth: number, isRepeated: boolean): void => {
    if (depth > MAX_NESTING) throw tooDeep();
    let repeated = isRepeated;
    if (seen) {
      repeated ||= seen.has(node);
      seen.add(node);
      if (repeated && (added += 1 + Object.keys(node).length) > MAX_ALIAS_NODES) {
        throw new YamlProblem("limit", `Aliases add more than ${MAX_ALIAS_NODES} nodes to the document`);
      }
    }
    // A map or list out of js-yaml: only its own keys are values of the document.
    for (const child of Array.isArray(node) ? node : Object.values(node)) {
      if (typeof child === "object" && child !== null && isNode(child)) visit(child, depth + 1, repeated);
    }
  };
  if (typeof value === "object" && value !== null && isNode(value)) visit(value, 1, false);
}

function isNode(value: object): boolean {
  return !(value instanceof Uint8Array) && !(value instanceof PlainScalar);
}
