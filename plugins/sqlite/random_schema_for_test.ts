// Random CREATE statements as people write them, seeded, for the laws of generate.
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
const VIRTUALS = [
  "create virtual table words using fts5(title, body UNINDEXED, tokenize = 'porter ascii', content='')",
  "CREATE VIRTUAL TABLE [box es] USING rtree(id, x0, x1, +label text)",
  'create virtual table if not exists "w2" using FTS5 ( "a b" , prefix=\'2 3\')',
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
    for (let left = this.#random(3); left > 0; left--) statements.push(...this.#view());
    for (let left = this.#random(3); left > 0; left--) statements.push(this.#trigger());
    if (this.#chance(20)) statements.push(this.#pick(VIRTUALS));
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

  #view(): string[] {
    const { name: from, columns } = this.#pick(this.#tables);
    const name = `${this.#pick(NAMES)}${++this.#count}`;
    const columnSql = this.#quote(this.#pick(columns));
    const fromSql = this.#quote(from);
    const [query, width] = this.#pick([
      [`select ${columnSql} x, 'a;b' as y from ${fromSql}`, 2],
      [`SELECT count(*) -- of all\n FROM ${fromSql} WHERE ${columnSql} <> '/*'`, 1],
      [`with c as (select ${columnSql} v from ${fromSql}) select c.v, t.* from c, ${fromSql} as t`, 0],
      [`select ${columnSql}, 1 from ${fromSql} union all select 2, 3 order by 1`, 2],
    ]);
    const names = width > 0 && this.#chance(40) ? ` (${this.#list(["X", "y z"].slice(0, width))})` : "";
    const sql = `${this.#words("create view")} ${this.#quote(name)}${names} as ${query}`;
    if (!this.#chance(30)) return [sql];
    return [sql, this.#triggerOn(name, `instead of ${this.#pick(["insert", "delete", "UPDATE"])}`)];
  }

  #trigger(): string {
    const { name, columns } = this.#pick(this.#tables);
    const of = this.#chance(50) ? ` of ${this.#list(columns.slice(0, 2))}` : "";
    const event = this.#pick(["insert", "delete", `update${of}`]);
    return this.#triggerOn(name, `${this.#pick(["", "before ", "AFTER "])}${event}`);
  }

  #triggerOn(table: string, eventSql: string): string {
    const { name: other, columns } = this.#pick(this.#tables);
    const columnSql = this.#quote(this.#pick(columns));
    const when = this.#chance(40)
      ? ` when ${this.#pick(["1 = 1", "(case 1 when 2 then 3 end)", "exists (select 1)"])}`
      : "";
    const bodies = [
      `select 1; -- the first\n select case 1 when 2 then 'end;' end;`,
      `delete from ${this.#quote(other)} where ${columnSql} = 'x';`,
      `update ${this.#quote(other)} SET ${columnSql} = ${columnSql} where 0 ;`,
      "select raise(abort, 'no');",
    ];
    return `${this.#words("create trigger")} ${this.#quote(`t ${++this.#count}`)} ${eventSql} on ${
      this.#quote(table)
    }${this.#chance(50) ? " for each row" : ""}${when}\nBEGIN\n  ${this.#pick(bodies)}${
      this.#chance(30) ? this.#pick(bodies) : ""
    }\nend`;
  }

  #list(names: readonly string[]): string {
    return names.map((name) => this.#quote(name)).join(", ");
  }
}
