// Column types: every spelling that people write, and every one that servers tell, in one normal form.
import { textLiteral } from "./literal.ts";
import { tokenize } from "./tokens.ts";

/** A type that is none, in words for people. */
export class TypeNameError extends Error {
  override readonly name = "TypeNameError";
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

const ALIASES: Readonly<Record<string, string>> = {
  bool: "tinyint(1)",
  boolean: "tinyint(1)",
  integer: "int",
  int1: "tinyint",
  int2: "smallint",
  int3: "mediumint",
  int4: "int",
  int8: "bigint",
  middleint: "mediumint",
  dec: "decimal",
  numeric: "decimal",
  fixed: "decimal",
  "double precision": "double",
  real: "double",
  float4: "float",
  float8: "double",
  character: "char",
  "character varying": "varchar",
  "char varying": "varchar",
  varcharacter: "varchar",
  geomcollection: "geometrycollection",
  "long varchar": "mediumtext",
  "long varbinary": "mediumblob",
  long: "mediumtext",
};

/** Widths with which zerofill pads when none is given. */
const ZEROFILL_WIDTHS: Readonly<Record<string, number>> = {
  tinyint: 3,
  smallint: 5,
  mediumint: 8,
  int: 10,
  bigint: 20,
};
const INTEGERS = new Set(Object.keys(ZEROFILL_WIDTHS));
const LENGTH_ONE = new Set(["char", "varchar", "binary", "varbinary", "bit"]);
const FRACTIONS = new Set(["datetime", "timestamp", "time"]);
const NUMBERS = new Set([...INTEGERS, "decimal", "float", "double"]);
const WITHOUT_ARGUMENTS = new Set(
  ("date json tinytext mediumtext longtext tinyblob mediumblob longblob geometry point linestring polygon " +
    "multipoint multilinestring multipolygon geometrycollection uuid inet4 inet6").split(" "),
);
const CHARACTER = new Set(["char", "varchar", "text", "tinytext", "mediumtext", "longtext", "enum", "set"]);
const SPATIAL = /^(?:multi)?(?:point|linestring|polygon)$|^geom/;
const NO_LITERAL_DEFAULT = /^(?:tiny|medium|long)?(?:text|blob)$|^json$/;

const KNOWN = new Map<string, string>();
const MAX_KNOWN = 10_000;

/** The normal form of a type. @throws {TypeNameError} */
export function normalType(text: string): string {
  const known = KNOWN.get(text);
  if (known !== undefined) return known;
  const type = readType(text);
  if (KNOWN.size < MAX_KNOWN) KNOWN.set(text, type);
  return type;
}

function readType(text: string): string {
  const tokens = tokenize(text);
  let at = 0;
  const words: string[] = [];
  for (let each = tokens[at]; each?.kind === "word" && !isModifier(each.value); each = tokens[++at]) {
    words.push(each.value);
  }
  const name = words.join(" ");
  const args: string[] = [];
  if (tokens[at]?.value === "(" && tokens[at]?.kind === "punctuation") {
    for (at++; at < tokens.length; at++) {
      const each = tokens[at];
      if (each?.kind === "number" && /^\d+$/.test(each.value)) args.push(String(Number(each.value)));
      else if (each?.kind === "string") args.push(textLiteral(each.value));
      else throw notAType(text);
      const next = tokens[++at];
      if (next?.kind === "punctuation" && next.value === ")") break;
      if (next?.value !== ",") throw notAType(text);
    }
    if (tokens[at]?.value !== ")") throw notAType(text);
    at++;
  }
  const modifiers = tokens.slice(at);
  if (modifiers.some((each) => each.kind !== "word" || !isModifier(each.value))) throw notAType(text);
  const has = (word: string) => modifiers.some((each) => each.value === word);
  if (name === "" || (has("signed") && (has("unsigned") || has("zerofill")))) throw notAType(text);
  return assemble(text, name, args, { unsigned: has("unsigned"), zerofill: has("zerofill") });
}

function isModifier(word: string): boolean {
  return word === "unsigned" || word === "signed" || word === "zerofill";
}

interface Signs {
  readonly unsigned: boolean;
  readonly zerofill: boolean;
}

function assemble(text: string, written: string, args: readonly string[], signs: Signs): string {
  const alias = Object.hasOwn(ALIASES, written) ? ALIASES[written] ?? written : written;
  if (alias === "tinyint(1)" && args.length === 0) return `tinyint(1)${signs.unsigned ? " unsigned" : ""}`;
  const name = alias === "float" && args.length === 1 ? Number(args[0]) > 24 ? "double" : "float" : alias;
  if (name === "serial" || /^n(?:ational|char|varchar)/.test(name)) {
    throw new TypeNameError(
      `The type ${text} stands for more than a type`,
      name === "serial"
        ? "Write bigint unsigned with notNull, autoIncrement and a unique index"
        : "Write char or varchar, and charset: utf8mb3",
    );
  }
  if ((signs.unsigned || signs.zerofill) && !NUMBERS.has(name)) throw notAType(text);
  const sign = signs.zerofill ? " unsigned zerofill" : signs.unsigned ? " unsigned" : "";
  const numbers = args.every((each) => /^\d+$/.test(each));
  if (name === "enum" || name === "set") {
    if (args.length === 0 || args.some((each) => !each.startsWith("'"))) throw notAType(text);
    // The server cuts spaces at the end of values.
    return `${name}(${args.map((each) => each.replace(/ +'$/, "'")).join(",")})`;
  }
  if (!numbers || !/^[a-z0-9_]+$/.test(name)) throw notAType(text);
  if (INTEGERS.has(name)) {
    // A width changes nothing but what zerofill pads to; tinyint(1) is how booleans are told.
    const width = args[0] ?? String(ZEROFILL_WIDTHS[name]);
    if (args.length > 1) throw notAType(text);
    return signs.zerofill
      ? `${name}(${width})${sign}`
      : `${name === "tinyint" && args[0] === "1" ? "tinyint(1)" : name}${sign}`;
  }
  if (name === "decimal") return `decimal(${args[0] ?? 10},${args[1] ?? 0})${sign}`;
  if (name === "float" || name === "double") {
    return name + (args.length === 2 ? `(${args.join(",")})` : "") + sign;
  }
  if (LENGTH_ONE.has(name)) return `${name}(${args[0] ?? 1})`;
  if (FRACTIONS.has(name)) return name + (args[0] === undefined || args[0] === "0" ? "" : `(${args[0]})`);
  if (name === "year") return "year";
  if ((name === "text" || name === "blob") && args.length <= 1) {
    return longEnough(name, Number(args[0] ?? 65_535));
  }
  if (WITHOUT_ARGUMENTS.has(name)) return name;
  return args.length > 0 ? `${name}(${args.join(",")})` : name;
}

/** `text(n)` is the smallest of its family that is long enough, as upstream reads it. */
function longEnough(name: string, length: number): string {
  if (length <= 65_535) return name;
  return (length <= 16_777_215 ? "medium" : "long") + name;
}

function notAType(text: string): TypeNameError {
  return new TypeNameError(
    `Not a type: ${JSON.stringify(text)}`,
    /\b(?:character set|charset|collate|not null|default|auto_increment|comment)\b/i.test(text)
      ? "What follows the type has keys of its own: charset, collation, constraints, default, comment"
      : "Write int unsigned, varchar(40), decimal(10,2), enum('a','b'), ...",
  );
}

const BASES = new Map<string, string>();

/** The type's name alone. */
export function baseOf(type: string): string {
  const known = BASES.get(type);
  if (known !== undefined) return known;
  const base = /^[a-z0-9_]+/.exec(type)?.[0] ?? type;
  if (BASES.size < MAX_KNOWN) BASES.set(type, base);
  return base;
}

/** The arguments in parentheses that are numbers. */
export function argumentsOf(type: string): readonly number[] {
  const [, list = ""] = /^[a-z0-9_]+\(([\d,]*)\)/.exec(type) ?? [];
  return list === "" ? [] : list.split(",").map(Number);
}

/** The values of an enum or set. */
export function valuesOf(type: string): readonly string[] {
  return tokenize(type).flatMap(({ kind, value }) => kind === "string" ? [value] : []);
}

/** True for types whose text has a character set. */
export function hasCharset(type: string): boolean {
  return CHARACTER.has(baseOf(type));
}

/** True for numbers, to which a default in quotes is a number, too. */
export function isNumeric(type: string): boolean {
  return NUMBERS.has(baseOf(type)) || ["bit", "year"].includes(baseOf(type));
}

/** True for places and shapes. */
export function isSpatial(type: string): boolean {
  return SPATIAL.test(baseOf(type));
}

/** True for types that MySQL gives no literal default, only an expression. */
export function needsExpressionDefault(type: string): boolean {
  return NO_LITERAL_DEFAULT.test(baseOf(type)) || isSpatial(type);
}

/** How many bytes or values a type of a family holds, to tell whether all values fit. */
export function keepsValues(from: string, to: string): boolean {
  if (from === to) return true;
  const [a, b] = [baseOf(from), baseOf(to)];
  const unsigned = (type: string) => type.includes("unsigned");
  if (INTEGERS.has(a) && INTEGERS.has(b)) {
    const order = [...INTEGERS];
    if (unsigned(from) === unsigned(to)) return order.indexOf(a) <= order.indexOf(b);
    return unsigned(from) && order.indexOf(a) < order.indexOf(b);
  }
  if (a === b && (a === "varchar" || a === "varbinary" || a === "char")) {
    return (argumentsOf(from)[0] ?? 0) <= (argumentsOf(to)[0] ?? 0);
  }
  if (a === "decimal" && b === "decimal" && unsigned(from) === unsigned(to)) {
    const [p = 0, s = 0] = argumentsOf(from);
    const [q = 0, t = 0] = argumentsOf(to);
    return t >= s && q - t >= p - s;
  }
  if (FRACTIONS.has(a) && a === b) return (argumentsOf(from)[0] ?? 0) <= (argumentsOf(to)[0] ?? 0);
  if ((a === "enum" || a === "set") && a === b) {
    const wanted = new Set(valuesOf(to));
    return valuesOf(from).every((value) => wanted.has(value));
  }
  const sizes = ["tiny", "", "medium", "long"];
  for (const family of ["text", "blob"]) {
    const size = (base: string) => base.endsWith(family) ? sizes.indexOf(base.slice(0, -family.length)) : -1;
    if (size(a) >= 0 && size(b) >= 0) return size(a) <= size(b);
  }
  return a === "float" && b === "double";
}
