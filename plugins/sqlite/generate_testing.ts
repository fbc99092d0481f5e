// What the tests of generate share: asking for documents, making databases out of random DDL as people write it, and
// a judge that is another SQLite. Not part of the plugin.
import type { Output } from "../../protocol/methods.ts";
import type { DatabaseConnection } from "../../protocol/plugin.ts";
import type { Diagnostic } from "../../protocol/errors.ts";
import type { PlanInput, Statement } from "../../protocol/plan.ts";
import { quoteName, quoteNames } from "../kit/quote.ts";
import { quietContext, shell, type TestPlan } from "./testing.ts";

/** The documents of a database. */
export async function generateAll(connection: DatabaseConnection): Promise<Output<"generate">[]> {
  const objects: Output<"generate">[] = [];
  if (!connection.generate) throw new TypeError("The connection cannot generate");
  await connection.generate({ schemas: [] }, (object) => void objects.push(object), quietContext());
  return objects;
}

/** Plans documents as they were generated. */
export async function planDocuments(
  connection: DatabaseConnection,
  objects: readonly Output<"generate">[],
): Promise<TestPlan> {
  const statements: Statement[] = [];
  const diagnostics: Diagnostic[] = [];
  async function* input(): AsyncGenerator<PlanInput> {
    for (const [index, { kind, name, body }] of objects.entries()) {
      if (!body) continue;
      const spec = { index, kind, name, hasRows: false, body: body as Record<string, unknown> }; // as on the wire
      yield { type: "spec", spec };
    }
    yield { type: "specs-end" };
  }
  if (!connection.plan) throw new TypeError("The connection cannot plan");
  const result = await connection.plan({ seedData: false }, input(), (part) => {
    if (part.type === "statement") statements.push(part.statement);
    if (part.type === "diagnostic") diagnostics.push(part.diagnostic);
  }, quietContext());
  return { statements, diagnostics, result };
}

const FACTS = `select json_array(m.type, m.name, l.type, l.wr, l.strict,
    (select json_group_array(json_array(x.name, replace(lower(x.type), '  ', ' '), x."notnull", case lower(x.dflt_value) when 'true' then '1'
        when 'false' then '0' when 'null' then null when 'hello' then '''hello''' else lower(x.dflt_value) end, x.pk, x.hidden))
      from pragma_table_xinfo(m.name) x),
    (select json_group_array(key) from (select json_array(iif(i."unique" and not i.partial, '', i.name), i."unique",
        i.partial, (select json_group_array(json_array(c.name, c."desc", lower(c.coll), c.cid = -2))
          from pragma_index_xinfo(i.name) c where c.key)) key from pragma_index_list(m.name) i order by key)),
    (select json_group_array(key) from (select json_array(lower("table"), group_concat(lower("from") || '>' ||
        lower(coalesce("to", (select p.name from pragma_table_info(f."table") p where p.pk = f.seq + 1)))), on_update, on_delete) key from pragma_foreign_key_list(m.name) f
        group by id order by key)))
  from sqlite_schema m join pragma_table_list l on l.name = m.name and l.schema = 'main'
  where m.type in ('table', 'view') and m.name not like 'sqlite~_%' escape '~' order by m.type, m.name;`;
const TABLE_NAMES = `select json_array(l.name, json_group_array(x.name)) from pragma_table_list l
  join pragma_table_xinfo(l.name) x where l.schema = 'main' and l.type = 'table'
  and l.name not like 'sqlite~_%' escape '~' group by l.name order by l.name;`;
const TEXTS = `select json_array(type, name, sql) from sqlite_schema where sql is not null
  and name not like 'sqlite~_%' escape '~' order by type, name;`;

/**
 * What the sqlite3 shell knows of a schema, in a form that is equal for schemas that mean the same. A UNIQUE
 * constraint is the unique index that SQLite makes of it. Undefined when this machine has no shell.
 */
export async function judgedFacts(path: string): Promise<string | undefined> {
  const names = await shell(path, TABLE_NAMES);
  if (names === undefined) return undefined;
  // The collation of a column shows in an index on it only.
  const probes = names.split("\n").filter((line) => line !== "").map((line, index) => {
    const [table, columns]: [string, string[]] = JSON.parse(line); // by the query
    return `create index ${quoteName(`_probe ${index}`)} on ${quoteName(table)} (${quoteNames(columns)});`;
  });
  const facts = await shell(path, ["begin;", ...probes, FACTS, "rollback;"].join("\n")) ?? "";
  const texts = (await shell(path, TEXTS) ?? "").trimEnd().split("\n").filter((line) => line !== "");
  const forms = texts.flatMap((line) => {
    let [type, name, sql]: [string, string, string] = JSON.parse(line); // three texts by the query
    if (type === "table") return `table ${name}: ${tableTexts(sql).join(" | ")}`;
    // The collation of a key part is among the facts, whether it was written or came from the column.
    if (type === "index") sql = sql.replace(/\s+collate\s+["`[]?\w+["`\]]?/gi, "");
    if (type === "index" && /^create unique/i.test(sql) && !/\bwhere\b/i.test(sql)) {
      return (sql.match(/\(/g)?.length ?? 0) > 1 ? `index: ${form(sql.replace(/^.*? on /is, ""))}` : [];
    }
    return `${type} ${name}: ${form(sql)}`;
  });
  return [facts.trimEnd(), ...forms, await shell(path, "pragma integrity_check;")].join("\n");
}

/** What only the text of a table says. */
function tableTexts(sql: string): string[] {
  const found: string[] = [];
  let start = -1;
  let depth = 0;
  for (
    const match of sql.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|\b(?:check|as)\s*\(|[()]/gi)
  ) {
    const [text] = match;
    if (start < 0) {
      if (/^(?:check|as)\b/i.test(text)) [start, depth] = [match.index + text.length, 1];
    } else if (text.endsWith("(")) depth++;
    else if (text === ")" && --depth === 0) {
      found.push(form(sql.slice(start, match.index)));
      start = -1;
    }
  }
  for (const words of [/autoincrement/gi, /initially deferred/gi]) {
    found.push(...[...sql.matchAll(words)].map(([text]) => form(text)));
  }
  return found.sort();
}

/** Without case, white space, quotes, brackets and words that change nothing. */
function form(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, "").toLowerCase().replace(/if not exists| asc\b/g, "")
    .replace(/["`[\]()\s;]/g, "");
}

/** A function that gives an integer from 0 to below its argument, the same for the same seed (mulberry32). */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const NAMES = [
  "a",
  "b",
  "Cc",
  "order",
  "we ird",
  'Quo"te',
  "é",
  "d'x",
  "no",
  "0123",
  "select",
  "x-y",
  "null",
];
const TYPES = [
  "integer",
  "INT",
  "text",
  "TEXT",
  "varchar(10)",
  "decimal(10, 2)",
  "double  precision",
  "blob",
  "",
  "BOOLEAN",
  "datetime",
  "unsigned big int",
];
const DEFAULTS = [
  "'x'",
  "'it''s'",
  "''",
  "'0123'",
  "'null'",
  "'true'",
  "'now()'",
  "'(1)'",
  "'current_timestamp'",
  "' x '",
  "'5'",
  "'two\nlines'",
  "5",
  "-1",
  "+2",
  "5.0",
  "0123",
  "1e3",
  "0x1F",
  "-.5",
  "null",
  "true",
  "FALSE",
  "x'00ff'",
  "current_timestamp",
  "CURRENT_DATE",
  "(1 + 1)",
  "(lower('A'))",
  "(lower('A') || 'b')",
  "(  'x' )",
  "(-1)",
  "9223372036854775807",
  "hello",
  "(random())",
  "( (3) )",
  "'--'",
  "'é💾'",
];
const CHECKS = ["$ > 0", "$ is not null or 1", "length($) < 100", "$ <> 'a)b'", "$ IN (1, 'x', \"$raw\")"];

/** Random CREATE statements as people write them: all styles of quotes, cases and places. */
export class RandomSchema {
  readonly #random: (below: number) => number;
  readonly #tables: { name: string; key: string[]; columns: string[] }[] = [];
  readonly #uniques = new Set<string>();
  #count = 0;

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  /** The statements of a schema, in order. */
  statements(): string[] {
    const statements: string[] = [];
    for (let left = 1 + this.#random(4); left > 0; left--) statements.push(...this.#table());
    return statements;
  }

  #chance(percent: number): boolean {
    return this.#random(100) < percent;
  }

  #pick<T>(things: readonly T[]): T {
    const thing = things[this.#random(things.length)];
    if (thing === undefined) throw new RangeError("Nothing to pick from");
    return thing;
  }

  #quote(name: string): string {
    const style = this.#random(4);
    if (style === 0 && /^[A-Z]+$/i.test(name) && !/^(?:order|select|null|no)$/i.test(name)) return name;
    if (style === 1) return `\`${name}\``;
    if (style === 2) return `[${name}]`;
    return `"${name.replaceAll('"', '""')}"`;
  }

  #words(sql: string): string {
    return this.#chance(30) ? sql.toUpperCase() : sql;
  }

  #table(): string[] {
    const name = `${this.#pick(NAMES)}${++this.#count}`;
    this.#uniques.clear();
    const columns = [...new Set(Array.from({ length: 1 + this.#random(6) }, () => this.#pick(NAMES)))];
    const withoutRowid = this.#chance(15);
    const isSerial = !withoutRowid && this.#chance(25);
    const hasKey = withoutRowid || isSerial || this.#chance(60);
    const key = !hasKey ? [] : isSerial ? columns.slice(0, 1) : columns.slice(0, 1 + this.#random(2));
    const isInline = key.length === 1 && (isSerial || this.#chance(50));
    const strict = this.#chance(10);
    const parts = columns.map((column, index) =>
      index > 0 && !key.includes(column) && this.#chance(10)
        ? this.#generated(index, columns, strict)
        : this.#column(column, {
          strict,
          isKey: isInline && index === 0,
          isSerial: isSerial && index === 0,
          isNotNull: withoutRowid && key.includes(column),
        })
    );
    const keySql = isInline ? "" : this.#keyList(key);
    if (hasKey && !isInline) parts.push(`${this.#words("primary key")} (${keySql})`);
    // A foreign key cannot refer to a key with a collation of its own.
    this.#tables.push({ name, key: keySql.includes("collate") ? [] : key, columns });
    for (let left = this.#random(3); left > 0; left--) parts.push(this.#constraint(columns));
    const options = [...(withoutRowid ? ["WITHOUT ROWID"] : []), ...(strict ? ["strict"] : [])];
    const comment = this.#chance(10) ? " /* of them ( */" : "";
    const sql = `${this.#words("create table")}${comment} ${this.#quote(name)} (\n  ${
      parts.join(",\n  ")
    }\n) ${options.join(", ")}`;
    return [sql, ...Array.from({ length: this.#random(3) }, () => this.#index(name, columns))];
  }

  #column(
    name: string,
    facts: { strict: boolean; isKey: boolean; isSerial: boolean; isNotNull: boolean },
  ): string {
    const type = facts.isSerial
      ? "INTEGER"
      : facts.strict
      ? this.#pick(["int", "TEXT", "any"])
      : this.#pick(TYPES);
    const isText = facts.strict && type === "TEXT";
    const parts = [this.#quote(name), type];
    if (facts.isKey) parts.push(this.#words("primary key"));
    if (facts.isKey && facts.isSerial && this.#chance(50)) parts.push("autoincrement");
    const value = this.#chance(50) && !isText && !facts.isKey ? this.#pick(DEFAULTS) : undefined;
    const more = [
      ...(facts.isNotNull || this.#chance(30) ? [this.#words("not null")] : []),
      ...(value !== undefined ? [`${this.#words("default")} ${value}`] : []),
      ...(this.#chance(15) ? [`collate ${this.#pick(["nocase", "RTRIM", "binary"])}`] : []),
      ...(this.#chance(10) && !facts.isKey && !this.#uniques.has(name) ? [this.#unique(name)] : []),
      ...(this.#chance(10) ? [`check (${this.#check(name)})`] : []),
      ...(this.#chance(20) && this.#tables.length > 0 ? [this.#references(1)] : []),
    ];
    if (this.#chance(50)) more.reverse();
    return [...parts, ...more].filter((part) => part !== "").join(" ");
  }

  #unique(column: string): string {
    this.#uniques.add(column);
    return "unique";
  }

  #check(column: string): string {
    return this.#pick(CHECKS).replaceAll('"$raw"', "'raw'").replaceAll("$", this.#quote(column));
  }

  #references(width: number): string {
    const parents = this.#tables.filter(({ key }) => key.length === width);
    const parent = parents.length === 0 ? undefined : this.#pick(parents);
    if (!parent) return "";
    const columns = this.#chance(50) ? ` (${this.#list(parent.key)})` : "";
    const actions = [
      ...(this.#chance(40)
        ? [`on delete ${this.#pick(["cascade", "set null", "RESTRICT", "no action"])}`]
        : []),
      ...(this.#chance(30) ? [`on update ${this.#pick(["cascade", "set default"])}`] : []),
      ...(this.#chance(30)
        ? [this.#pick(["deferrable initially deferred", "not deferrable", "deferrable"])]
        : []),
    ];
    return `references ${this.#quote(parent.name)}${columns} ${actions.join(" ")}`.trim();
  }

  #constraint(columns: readonly string[]): string {
    const name = this.#chance(30) ? `constraint ${this.#quote(`con${++this.#count}`)} ` : "";
    const some = columns.slice(0, 1 + this.#random(2));
    const references = this.#references(some.length);
    if (references !== "" && this.#chance(40)) {
      return `${name}foreign key (${this.#list(some)}) ${references}`;
    }
    // Two on the same columns, of other collations, cannot be told apart by their usual names.
    if (this.#chance(50) && !this.#uniques.has(some.join())) {
      this.#uniques.add(some.join());
      return `${name}unique (${this.#keyList(some)})`;
    }
    return `${name}check (${this.#check(this.#pick(columns))})`;
  }

  #index(table: string, columns: readonly string[]): string {
    const parts = columns.slice(0, 1 + this.#random(3)).map((column) => {
      const base = this.#chance(20) ? `lower(${this.#quote(column)})` : this.#quote(column);
      return `${base}${this.#chance(15) ? " collate nocase" : ""}${this.#pick(["", "", " desc", " ASC"])}`;
    });
    const where = this.#chance(25) ? ` where ${this.#quote(this.#pick(columns))} is not null` : "";
    const name = this.#quote(`i ${++this.#count}`);
    return `create ${this.#chance(30) ? "unique " : ""}index ${
      this.#chance(20) ? "if not exists " : ""
    }${name} on ${this.#quote(table)} (${parts.join(", ")})${where}`;
  }

  #generated(index: number, columns: readonly string[], strict: boolean): string {
    const always = this.#chance(50) ? "generated always " : "";
    const others = columns.slice(0, index).map((column) => this.#quote(column));
    const expression = this.#pick([
      "1 + 1",
      ...others,
      ...others.map((other) => `lower(${other} || 'as (')`),
    ]);
    const type = strict ? "any" : this.#pick(["", "text", "INT"]);
    return `${this.#quote(columns[index] ?? "")} ${type} ${always}as (${expression}) ${
      this.#pick(["", "stored", "VIRTUAL"])
    }`;
  }

  #keyList(names: readonly string[]): string {
    return names.map((name) =>
      `${this.#quote(name)}${this.#chance(10) ? " collate nocase" : ""}${this.#chance(15) ? " desc" : ""}`
    ).join(", ");
  }

  #list(names: readonly string[]): string {
    return names.map((name) => this.#quote(name)).join(", ");
  }
}
