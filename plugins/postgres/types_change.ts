// What changing a column's type does: whether values stay as they are, whether the table is rewritten, whether the
// server needs to be told how to convert.
const TEXTS = /^(?:text|character varying|character|bpchar|name)\b/;
const NUMBERS = /^(?:smallint|integer|bigint|numeric|real|double precision)\b/;
const TIMES = /^(?:date|timestamp|time)\b/;

interface Parts {
  readonly base: string;
  readonly args: readonly number[];
  readonly isArray: boolean;
}

function partsOf(type: string): Parts {
  const isArray = type.endsWith("[]");
  const element = isArray ? type.slice(0, -2) : type;
  const match = /^([^(]*)\(([\d, ]+)\)(.*)$/.exec(element);
  if (!match) return { base: element, args: [], isArray };
  const [, head = "", args = "", tail = ""] = match;
  return { base: head + tail, args: args.split(",").map(Number), isArray };
}

/** True when no stored value can change or be refused. */
export function keepsValues(from: string, to: string): boolean {
  if (from === to) return true;
  const [a, b] = [partsOf(from), partsOf(to)];
  if (a.isArray !== b.isArray) return false;
  const isVarying = (base: string) => base === "character varying" || base === "text";
  if (isVarying(a.base) && b.base === "text") return true;
  if (isVarying(a.base) && b.base === "character varying") {
    return b.args.length === 0 || (a.args.length > 0 && a.base === b.base && fits(a.args[0], b.args[0]));
  }
  if (a.base === "bit varying" && b.base === "bit varying") {
    return b.args.length === 0 || (a.args.length > 0 && fits(a.args[0], b.args[0]));
  }
  if (a.base === "numeric" && b.base === "numeric") {
    if (b.args.length === 0) return true;
    return a.args.length === 2 && a.args[1] === b.args[1] && fits(a.args[0], b.args[0]);
  }
  if (a.base === b.base && TIMES.test(a.base)) {
    return b.args.length === 0 || (a.args.length > 0 && fits(a.args[0], b.args[0]));
  }
  if (a.isArray) return false;
  const integers = ["smallint", "integer", "bigint"];
  const [x, y] = [integers.indexOf(a.base), integers.indexOf(b.base)];
  if (x >= 0) return y > x || (b.base === "numeric" && b.args.length === 0);
  return a.base === "real" && b.base === "double precision";
}

function fits(from: number | undefined, to: number | undefined): boolean {
  return from !== undefined && to !== undefined && from <= to;
}

/** True when the server must write every row anew. */
export function rewritesTable(from: string, to: string): boolean {
  if (!keepsValues(from, to)) {
    const [a, b] = [partsOf(from), partsOf(to)];
    // A domain or a longer text over the same storage may be scanned only; the server does not say before.
    return !(a.base === b.base && a.isArray === b.isArray && TEXTS.test(a.base) && b.args.length === 0);
  }
  const integers = ["smallint", "integer", "bigint", "real"];
  return integers.includes(partsOf(from).base);
}

const FAMILIES: readonly RegExp[] = [
  TEXTS,
  NUMBERS,
  /^(?:date|timestamp)\b/,
  /^time\b/,
  /^uuid$/,
  /^boolean$/,
  /^bytea$/,
  /^interval\b/,
  /^(?:inet|cidr)$/,
];

/** Which built-in types a type is compared with; undefined: not known. */
export function familyOf(type: string): number | undefined {
  const at = FAMILIES.findIndex((family) => family.test(type));
  return at < 0 || type.endsWith("[]") ? undefined : at;
}

/** True when values are of the same sort as before: how they are kept, which was said of those, holds for these. */
export function isSameSort(from: string, to: string): boolean {
  const [a, b] = [partsOf(from), partsOf(to)];
  if (a.isArray !== b.isArray) return false;
  const isJson = ({ base }: Parts) => base === "json" || base === "jsonb";
  const family = familyOf(a.base);
  return a.base === b.base || (isJson(a) && isJson(b)) ||
    (family !== undefined && family === familyOf(b.base));
}

/** The expression after USING, where the server has no cast that it would use by itself. */
export function usingFor(columnSql: string, from: string, to: string): string | undefined {
  const [a, b] = [partsOf(from), partsOf(to)];
  if (TEXTS.test(b.base) && a.isArray === b.isArray) return undefined;
  if (a.isArray && TEXTS.test(b.base)) return undefined;
  if (a.isArray === b.isArray) {
    if (a.base === b.base) return undefined;
    if (NUMBERS.test(a.base) && NUMBERS.test(b.base)) return undefined;
    if (
      TIMES.test(a.base) && TIMES.test(b.base) && !a.base.startsWith("time ") && !b.base.startsWith("time ")
    ) {
      return undefined;
    }
    return castSql(columnSql, a, b, to);
  }
  // A value becomes a list of one; a list has no one value.
  return b.isArray && !a.isArray && !TEXTS.test(a.base)
    ? `array[${columnSql}]::${to}`
    : `${columnSql}::${to}`;
}

/** An explicit cast. Of numbers PostgreSQL casts only integer to boolean and back: the others go that way. */
function castSql(columnSql: string, a: Parts, b: Parts, to: string): string {
  if (a.base === "boolean" && NUMBERS.test(b.base) && b.base !== "integer") {
    return `${columnSql}::integer${a.isArray ? "[]" : ""}::${to}`;
  }
  if (b.base === "boolean" && NUMBERS.test(a.base) && a.base !== "integer" && !a.isArray) {
    return `${columnSql} <> 0`;
  }
  return `${columnSql}::${to}`;
}
