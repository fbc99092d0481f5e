// PostgreSQL's type names in one spelling: the one that format_type() gives. Built-in types are normalised by table;
// a name that is not built in is looked up among the types of the database.
import { isPunctuation, type Token, tokenize } from "./tokens.ts";

/** A type as a column has it. */
export interface TypeName {
  /** As format_type() spells it. */
  readonly type: string;
  /** True for serial types: an integer with a sequence of its own. */
  readonly isSerial: boolean;
  /** True when the name is neither built in nor known. */
  readonly isUnknown: boolean;
}

/** Finds the spelling of a type that is not built in. */
export type TypeLookup = (schema: string | undefined, name: string) => string | undefined;

/** Other words for built-in types. */
const ALIASES: Readonly<Record<string, string>> = {
  "int": "integer",
  "int4": "integer",
  "int8": "bigint",
  "int2": "smallint",
  "bool": "boolean",
  "float4": "real",
  "float8": "double precision",
  "float": "double precision",
  "dec": "numeric",
  "decimal": "numeric",
  "varchar": "character varying",
  "char varying": "character varying",
  "nchar varying": "character varying",
  "national char varying": "character varying",
  "national character varying": "character varying",
  "char": "character",
  "nchar": "character",
  "national char": "character",
  "national character": "character",
  "varbit": "bit varying",
  "timestamptz": "timestamp with time zone",
  "timetz": "time with time zone",
  "timestamp": "timestamp without time zone",
  "time": "time without time zone",
};

const SERIALS: Readonly<Record<string, string>> = {
  "serial": "integer",
  "serial4": "integer",
  "bigserial": "bigint",
  "serial8": "bigint",
  "smallserial": "smallint",
  "serial2": "smallint",
};

/** Types that are written with one word and nothing after it. */
const PLAIN = new Set(
  ("integer bigint smallint boolean real text bytea uuid json jsonb jsonpath xml inet cidr macaddr macaddr8 point line " +
    "lseg box path polygon circle money date name oid regclass regcollation regconfig regdictionary regnamespace regoper " +
    "regoperator regproc regprocedure regrole regtype tsvector tsquery pg_lsn txid_snapshot pg_snapshot xid xid8 cid tid " +
    "int4range int8range numrange tsrange tstzrange daterange int4multirange int8multirange nummultirange tsmultirange " +
    "tstzmultirange datemultirange refcursor aclitem int2vector oidvector gtsvector")
    .split(" ").concat("double precision"),
);

/** Types with one length in parentheses; the default length, where the bare word has one. */
const WITH_LENGTH: Readonly<Record<string, string>> = {
  "character varying": "",
  "character": "(1)",
  "bit varying": "",
  "bit": "(1)",
  "bpchar": "",
};

const TIMES: Readonly<Record<string, string>> = {
  "timestamp with time zone": "timestamp",
  "timestamp without time zone": "timestamp",
  "time with time zone": "time",
  "time without time zone": "time",
};

const INTERVAL_FIELDS = new Set([
  "year",
  "month",
  "day",
  "hour",
  "minute",
  "second",
  "year to month",
  "day to hour",
  "day to minute",
  "day to second",
  "hour to minute",
  "hour to second",
  "minute to second",
]);

/** Reads a type name; undefined when the text is none. */
export function readType(text: string, lookup: TypeLookup): TypeName | undefined {
  const known = KNOWN.get(text);
  if (known) return known;
  const tokens = tokenize(text);
  const { element, isArray } = withoutArray(tokens);
  const type = elementType(text, element, lookup);
  if (!type) return undefined;
  if (type.isSerial && isArray) return undefined;
  const answer = isArray ? { ...type, type: `${type.type}[]` } : type;
  if (type.isBuiltIn && KNOWN.size < MAX_KNOWN) KNOWN.set(text, answer);
  return answer;
}

/** Answers so far for built-in types: thousands of columns have a handful of types. */
const KNOWN = new Map<string, TypeName>();
const MAX_KNOWN = 1000;

/** `[]`, `[3]`, `array`, `array[4]` at the end. PostgreSQL keeps neither lengths nor the number of dimensions. */
function withoutArray(tokens: readonly Token[]): { element: readonly Token[]; isArray: boolean } {
  let end = tokens.length;
  let isArray = false;
  while (isPunctuation(tokens[end - 1], "]")) {
    const open = isPunctuation(tokens[end - 2], "[") ? end - 2 : end - 3;
    if (!isPunctuation(tokens[open], "[")) break;
    if (open === end - 3 && tokens[end - 2]?.kind !== "number") break;
    end = open;
    isArray = true;
  }
  const last = tokens[end - 1];
  if (end > 1 && last?.kind === "word" && last.value === "array") {
    end--;
    isArray = true;
  }
  return { element: tokens.slice(0, end), isArray };
}

type ElementType = TypeName & { readonly isBuiltIn: boolean };

function builtIn(type: string): ElementType {
  return { type, isSerial: false, isUnknown: false, isBuiltIn: true };
}

function elementType(text: string, given: readonly Token[], lookup: TypeLookup): ElementType | undefined {
  const [first, dot] = given;
  const isCatalog = first?.kind === "word" && first.value === "pg_catalog" && isPunctuation(dot, ".");
  const tokens = isCatalog ? given.slice(2) : given;
  const { words, args, after } = cut(tokens);
  if (words === undefined) return userType(text, tokens, lookup);
  const serial = SERIALS[words];
  if (serial !== undefined && args === undefined && after === "") {
    return { ...builtIn(serial), isSerial: true };
  }
  const name = ALIASES[words] ?? words;
  if (words === "float" && args !== undefined) {
    const bits = Number(args[0]);
    if (args.length !== 1 || after !== "" || !(bits >= 1 && bits <= 53)) return undefined;
    return builtIn(bits <= 24 ? "real" : "double precision");
  }
  if (PLAIN.has(name)) return args === undefined && after === "" ? builtIn(name) : undefined;
  if (name === "numeric") return after === "" ? numeric(args) : undefined;
  const defaultLength = WITH_LENGTH[name];
  if (defaultLength !== undefined) {
    if (after === "varying" && (name === "bit" || name === "character")) {
      return withLength(`${name} varying`, args, "");
    }
    return after === "" ? withLength(name, args, defaultLength) : undefined;
  }
  const zoned = timeType(name, after);
  if (zoned !== undefined) return args === undefined || args.length === 1 ? timeOf(zoned, args) : undefined;
  if (words.split(" ")[0] === "interval") return interval(words.slice("interval".length).trim(), args, after);
  return userType(text, given, lookup);
}

function withLength(
  name: string,
  args: readonly string[] | undefined,
  otherwise: string,
): ElementType | undefined {
  if (args === undefined) return builtIn(name + otherwise);
  return args.length === 1 ? builtIn(`${name}(${args[0]})`) : undefined;
}

/** The whole name of a time type: its zone may stand after the precision. */
function timeType(name: string, after: string): string | undefined {
  if (after === "") return TIMES[name] === undefined ? undefined : name;
  const bare = TIMES[name];
  if (bare === undefined || !name.endsWith("without time zone")) return undefined;
  const whole = `${bare} ${after}`;
  return TIMES[whole] === undefined ? undefined : whole;
}

function timeOf(name: string, args: readonly string[] | undefined): ElementType {
  const bare = TIMES[name] ?? name;
  return builtIn(args === undefined ? name : `${bare}(${args[0]})${name.slice(bare.length)}`);
}

function numeric(args: readonly string[] | undefined): ElementType | undefined {
  if (args === undefined) return builtIn("numeric");
  if (args.length > 2) return undefined;
  return builtIn(`numeric(${args[0]},${args[1] ?? "0"})`);
}

function interval(
  fields: string,
  args: readonly string[] | undefined,
  after: string,
): ElementType | undefined {
  const whole = [fields, after].filter((each) => each !== "").join(" ");
  const precision = args === undefined ? "" : `(${args[0]})`;
  if (args !== undefined && args.length !== 1) return undefined;
  if (whole === "") return builtIn(`interval${precision}`);
  // A precision belongs to seconds and stands behind them.
  if (!INTERVAL_FIELDS.has(whole) || (precision !== "" && (!whole.endsWith("second") || after !== ""))) {
    return undefined;
  }
  return builtIn(`interval ${whole}${precision}`);
}

interface Cut {
  /** The words before the parentheses; undefined when there is anything else. */
  readonly words: string | undefined;
  /** Whole numbers within the parentheses. */
  readonly args: readonly string[] | undefined;
  /** The words behind them. */
  readonly after: string;
}

function cut(tokens: readonly Token[]): Cut {
  const open = tokens.findIndex((each) => isPunctuation(each, "("));
  const close = tokens.findIndex((each) => isPunctuation(each, ")"));
  const head = open < 0 ? tokens : tokens.slice(0, open);
  const tail = open < 0 ? [] : tokens.slice(close + 1);
  const areWords = [...head, ...tail].every((each) => each.kind === "word");
  const args = open < 0 ? undefined : argumentsOf(tokens.slice(open + 1, close));
  if (head.length === 0 || !areWords || (open >= 0 && (close < open || args === undefined))) {
    return { words: undefined, args: undefined, after: "" };
  }
  const text = (each: readonly Token[]) => each.map(({ value }) => value).join(" ");
  return { words: text(head), args, after: text(tail) };
}

function argumentsOf(tokens: readonly Token[]): string[] | undefined {
  const args: string[] = [];
  let sign = "";
  for (const [index, each] of tokens.entries()) {
    if (each.kind === "operator" && each.value === "-" && sign === "") sign = "-";
    else if (each.kind === "number" && /^\d+$/.test(each.value)) {
      args.push(sign + String(Number(each.value)));
      sign = "";
    } else if (!isPunctuation(each, ",") || index === 0) return undefined;
  }
  return args.length > 0 ? args : undefined;
}

/** `name`, `"Name"`, `schema.name`, each perhaps with a modifier: `vector(3)`, `geometry(Point,4326)`. */
function userType(text: string, tokens: readonly Token[], lookup: TypeLookup): ElementType | undefined {
  const isName = (each: Token | undefined) => each?.kind === "word" || each?.kind === "name";
  const [first, dot, second] = tokens;
  const hasSchema = isPunctuation(dot, ".");
  const name = hasSchema ? second : first;
  if (!first || !name || !isName(first) || !isName(name)) return undefined;
  const rest = tokens.slice(hasSchema ? 3 : 1);
  if (rest.length > 0 && !isModifier(rest)) return undefined;
  const found = lookup(hasSchema ? first.value : undefined, name.value);
  const written = text.slice(first.start, name.end);
  const modifier = rest.map(({ value, start, end, kind }) =>
    kind === "word" ? value : text.slice(start, end)
  );
  return {
    type: (found ?? written) + modifier.join(""),
    isSerial: false,
    isUnknown: found === undefined,
    isBuiltIn: false,
  };
}

function isModifier(tokens: readonly Token[]): boolean {
  if (!isPunctuation(tokens[0], "(") || !isPunctuation(tokens.at(-1), ")")) return false;
  return tokens.slice(1, -1).every((each) =>
    ["word", "name", "number", "string"].includes(each.kind) || isPunctuation(each, ",")
  );
}

const NUMERIC = /^(?:integer|bigint|smallint|real|double precision|numeric|money|oid)\b(?!.*\[\])/;

/** True for a column type that holds numbers. */
export function isNumericType(type: string): boolean {
  return NUMERIC.test(type);
}
