// Types as Cassandra spells them. Reads what people write, and gives it the server's own form: `varchar` is text, a tuple is
// frozen, and so is all that stands inside something frozen, written or not.
import { quote } from "./literal.ts";
import { tokenize } from "./tokens.ts";

/** The types that are not made of others. `empty` and custom classes are not written by people. */
const SIMPLE = new Set(
  ("ascii bigint blob boolean counter date decimal double duration float inet int smallint text time timestamp " +
    "timeuuid tinyint uuid varint").split(" "),
);
const SAME: Readonly<Record<string, string>> = { varchar: "text" };
const PARAMETER_COUNTS: Readonly<Record<string, number>> = { list: 1, set: 1, map: 2, vector: 2, frozen: 1 };
/** The most types inside one another. */
const MAX_DEPTH = 32;

/** A type, read. */
export type CqlType =
  | { readonly kind: "simple"; readonly name: string }
  | { readonly kind: "user"; readonly name: string }
  | {
    readonly kind: "list" | "set" | "map" | "tuple";
    readonly of: readonly CqlType[];
    readonly isFrozen: boolean;
  }
  | { readonly kind: "vector"; readonly of: readonly CqlType[]; readonly size: number }
  | { readonly kind: "frozen-user"; readonly name: string };

/** A text that is no type. */
export class NotAType extends Error {
  override readonly name = "NotAType";
}

/**
 * Reads a type. Names of user-defined types are folded as CQL folds them; a keyspace before one is dropped when it is
 * the connection's.
 * @throws {NotAType}
 */
export function readType(text: string, keyspace: string): CqlType {
  const reader = new Reader(text, keyspace);
  const type = reader.type(false, 0);
  reader.end();
  return type;
}

class Reader {
  readonly #text: string;
  readonly #keyspace: string;
  readonly #tokens;
  #at = 0;

  constructor(text: string, keyspace: string) {
    this.#text = text;
    this.#keyspace = keyspace;
    this.#tokens = tokenize(text);
  }

  type(isInside: boolean, depth: number): CqlType {
    if (depth > MAX_DEPTH) throw this.#wrong("it has too many types inside one another");
    const { kind, value } = this.#next();
    if (kind !== "word" && kind !== "name") throw this.#wrong(`"${value}" is no name of a type`);
    if (!this.#takes("<")) return this.#named(kind, value, isInside);
    if (kind === "name") throw this.#wrong(`"${value}" takes no types`);
    return this.#made(value, isInside, depth);
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw this.#wrong("it goes on behind its end");
  }

  #named(kind: "word" | "name", first: string, isInside: boolean): CqlType {
    let name = first;
    let isQuoted = kind === "name";
    if (this.#takes(".")) {
      if (first !== this.#keyspace) throw this.#wrong("a type of another keyspace cannot be used");
      const next = this.#next();
      name = next.value;
      isQuoted = next.kind === "name";
    }
    if (!isQuoted) {
      const simple = SAME[name] ?? name;
      if (SIMPLE.has(simple)) return { kind: "simple", name: simple };
      if (name in PARAMETER_COUNTS || name === "tuple") throw this.#wrong(`${name} needs its types in < >`);
    }
    return { kind: isInside ? "frozen-user" : "user", name };
  }

  #made(name: string, isInside: boolean, depth: number): CqlType {
    const of: CqlType[] = [];
    let size = 0;
    if (name === "vector") {
      of.push(this.type(true, depth + 1));
      if (!this.#takes(",")) throw this.#wrong("a vector needs its number of elements");
      size = Number(this.#next().value);
      if (!Number.isInteger(size) || size < 1) throw this.#wrong("a vector needs its number of elements");
    } else {
      do of.push(this.type(name === "frozen" ? isInside : true, depth + 1)); while (this.#takes(","));
    }
    if (!this.#takes(">")) throw this.#wrong("a > is missing");
    const count = PARAMETER_COUNTS[name];
    if (name !== "vector" && count !== undefined && of.length !== count) {
      throw this.#wrong(`${name} takes ${count === 1 ? "one type" : `${count} types`}`);
    }
    switch (name) {
      case "vector":
        return { kind: "vector", of, size };
      case "tuple":
        return { kind: "tuple", of, isFrozen: true };
      case "list":
      case "set":
      case "map":
        return { kind: name, of, isFrozen: isInside };
      case "frozen":
        return frozen(of[0] ?? { kind: "simple", name: "" });
      default:
        throw this.#wrong(`there is no ${name}< >`);
    }
  }

  #next() {
    const token = this.#tokens[this.#at++];
    if (!token) throw this.#wrong("it ends too early");
    return token;
  }

  #takes(value: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "punctuation" || token.value !== value) return false;
    this.#at++;
    return true;
  }

  #wrong(why: string): NotAType {
    return new NotAType(`Not a type: ${this.#text} (${why})`);
  }
}

/** The type, frozen; those that are frozen anyway stay as they are. */
export function frozen(type: CqlType): CqlType {
  switch (type.kind) {
    case "user":
      return { kind: "frozen-user", name: type.name };
    case "list":
    case "set":
    case "map":
      return { ...type, isFrozen: true };
    default:
      return type;
  }
}

/** The type without its outermost frozen< >, as functions have their arguments. */
export function thawed(type: CqlType): CqlType {
  switch (type.kind) {
    case "frozen-user":
      return { kind: "user", name: type.name };
    case "list":
    case "set":
    case "map":
    case "tuple":
      return { ...type, isFrozen: false };
    default:
      return type;
  }
}

/** The type in CQL, in the server's spelling. */
export function typeSql(type: CqlType): string {
  switch (type.kind) {
    case "simple":
      return type.name;
    case "user":
      return typeName(type.name);
    case "frozen-user":
      return `frozen<${typeName(type.name)}>`;
    case "vector":
      return `vector<${type.of.map(typeSql).join(", ")}, ${type.size}>`;
    default: {
      const text = `${type.kind}<${type.of.map(typeSql).join(", ")}>`;
      return type.isFrozen ? `frozen<${text}>` : text;
    }
  }
}

/** Words that CQL takes for something else where a type stands. */
const RESERVED = new Set(
  ("add allow alter and apply asc authorize batch begin by columnfamily create default delete desc describe drop " +
    "entries execute from full grant if in index infinity insert into is keyspace limit materialized modify nan " +
    "norecursive not null of on or order primary rename replace revoke schema select set table to token truncate " +
    "unlogged unset update use using view where with empty frozen list map tuple vector varchar").split(" "),
);

function typeName(name: string): string {
  const isPlain = /^[a-z][a-z0-9_]*$/.test(name) && !SIMPLE.has(name) && !RESERVED.has(name);
  return isPlain ? name : quote(name);
}

/** The user-defined types that a type uses. */
export function usedTypes(type: CqlType): readonly string[] {
  if (type.kind === "user" || type.kind === "frozen-user") return [type.name];
  return type.kind === "simple" ? [] : type.of.flatMap(usedTypes);
}

/** A type in the server's spelling, as text. @throws {NotAType} */
export function normalType(text: string, keyspace: string): string {
  return typeSql(readType(text, keyspace));
}
