// Reads the CREATE TABLE and CREATE INDEX texts that SQLite keeps, for what its pragmas do not report: constraint
// names, checks, collations, AUTOINCREMENT, deferrability, generated expressions. What the model cannot hold is
// listed in `unexpressed`, so that a table is never rebuilt without it.
import { foldAscii } from "../kit/quote.ts";
import { closing, type Token, tokenize } from "./tokens.ts";

/** What a CREATE TABLE text says beyond the pragmas. */
export interface TableText {
  readonly columns: ReadonlyMap<string, ColumnText>;
  readonly checks: readonly { readonly name?: string; readonly expression: string }[];
  /** In the order of the text, which is the reverse of the pragma's ids. */
  readonly foreignKeys: readonly { readonly name?: string; readonly deferrable?: string }[];
  readonly uniques: readonly UniqueText[];
  readonly primaryKeyName?: string;
  readonly primaryKeyConflict?: string;
  readonly autoIncrement: boolean;
  readonly strict: boolean;
  readonly withoutRowid: boolean;
  /** Constructs that the model cannot hold, as they stand in the text. */
  readonly unexpressed: readonly string[];
  /** Clauses that SQLite reads and takes no notice of, as they stand in the text. */
  readonly idle: readonly string[];
}

/** A UNIQUE constraint as it is written. */
interface UniqueText {
  readonly name?: string;
  readonly columns: readonly string[];
  readonly onConflict?: string;
}

/** What a column's definition says beyond the pragmas. */
export interface ColumnText {
  readonly collation?: string;
  /** The conflict clause of NOT NULL. */
  readonly onConflict?: string;
  readonly generated?: { readonly expression: string; readonly stored: boolean };
}

/** Reads a CREATE TABLE text. */
export function readTable(sql: string): TableText {
  return new TableReader(sql).read();
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

class TableReader {
  readonly #sql: string;
  readonly #tokens: readonly Token[];
  #next = 0;
  readonly #columns = new Map<string, ColumnText>();
  readonly #checks: { name?: string; expression: string }[] = [];
  readonly #foreignKeys: { name?: string; deferrable?: string }[] = [];
  readonly #uniques: UniqueText[] = [];
  readonly #unexpressed: string[] = [];
  readonly #idle: string[] = [];
  #primaryKeyName: string | undefined;
  #primaryKeyConflict: string | undefined;
  #autoIncrement = false;

  constructor(sql: string) {
    this.#sql = sql;
    this.#tokens = tokenize(sql);
  }

  read(): TableText {
    const open = this.#tokens.findIndex((token) => token.kind === "symbol" && token.value === "(");
    const close = open < 0 ? -1 : closing(this.#tokens, open);
    if (close < 0) return this.#result([this.#sql]);
    this.#next = open + 1;
    while (this.#next < close) {
      if (this.#take(",")) continue;
      if (this.#isTableConstraint()) this.#tableConstraint();
      else this.#column();
    }
    const options = this.#tokens.slice(close + 1).map((token) => token.value).join(" ");
    const known = options.split(",").map((option) => option.trim()).filter((option) => option !== "");
    for (const option of known) {
      if (option !== "strict" && option !== "without rowid") this.#unexpressed.push(option);
    }
    return {
      ...this.#result(this.#unexpressed),
      strict: known.includes("strict"),
      withoutRowid: known.includes("without rowid"),
    };
  }

  #result(unexpressed: readonly string[]): TableText {
    return {
      columns: this.#columns,
      checks: this.#checks,
      foreignKeys: this.#foreignKeys,
      uniques: this.#uniques,
      ...(this.#primaryKeyName !== undefined && { primaryKeyName: this.#primaryKeyName }),
      ...(this.#primaryKeyConflict !== undefined && { primaryKeyConflict: this.#primaryKeyConflict }),
      autoIncrement: this.#autoIncrement,
      strict: false,
      withoutRowid: false,
      unexpressed,
      idle: this.#idle,
    };
  }

  #isTableConstraint(): boolean {
    const token = this.#tokens[this.#next];
    return token?.kind === "word" &&
      ["constraint", "primary", "unique", "check", "foreign"].includes(token.value);
  }

  #tableConstraint(): void {
    const start = this.#next;
    const name = this.#constraintName();
    const named = name === undefined ? {} : { name };
    if (this.#takeAll("primary", "key")) {
      if (name !== undefined) this.#primaryKeyName = name;
      this.#keyColumns();
      this.#primaryKeyConflict = this.#conflictClause().onConflict;
    } else if (this.#take("unique")) {
      this.#uniques.push({ ...named, columns: this.#keyColumns(), ...this.#conflictClause() });
    } else if (this.#take("check")) {
      this.#checks.push({ ...named, expression: this.#parenthesised() });
      this.#idleConflictClause();
    } else if (this.#takeAll("foreign", "key")) {
      this.#parenthesised();
      this.#references(name);
    } else {
      // Unknown: skip to the next comma so that the rest is still read.
      this.#skipTo(",");
      if (this.#next > start) this.#unexpressed.push(this.#textFrom(start));
    }
  }

  #column(): void {
    const nameToken = this.#tokens[this.#next++];
    if (!nameToken) return;
    const column: Mutable<ColumnText> = {};
    const typeStart = this.#next;
    // The declared type: everything up to the first constraint, parentheses included.
    while (this.#next < this.#tokens.length && !this.#atColumnEnd() && !this.#isColumnConstraint()) {
      if (this.#tokens[this.#next]?.value === "(") this.#parenthesised();
      else this.#next++;
    }
    const type = this.#tokens.slice(typeStart, this.#next).map((token) => token.value).join(" ");
    while (!this.#atColumnEnd()) this.#columnConstraint(nameToken.value, type, column);
    this.#columns.set(foldAscii(nameToken.value), column);
  }

  #atColumnEnd(): boolean {
    const token = this.#tokens[this.#next];
    return token === undefined || (token.kind === "symbol" && (token.value === "," || token.value === ")"));
  }

  #isColumnConstraint(): boolean {
    const token = this.#tokens[this.#next];
    return token?.kind === "word" && COLUMN_CONSTRAINTS.has(token.value);
  }

  #columnConstraint(columnName: string, type: string, column: Mutable<ColumnText>): void {
    const start = this.#next;
    const name = this.#constraintName();
    const named = name === undefined ? {} : { name };
    if (this.#takeAll("primary", "key")) {
      if (name !== undefined) this.#primaryKeyName = name;
      // An integer column written so is not the row's number (lang_createtable.html, section 5): an old mistake of
      // SQLite's that a key in the table's own constraints does not share.
      if (this.#take("desc") && type === "integer") this.#unexpressed.push("primary key desc");
      else this.#take("asc");
      this.#primaryKeyConflict = this.#conflictClause().onConflict;
      if (this.#take("autoincrement")) this.#autoIncrement = true;
    } else if (this.#takeAll("not", "null")) Object.assign(column, this.#conflictClause());
    else if (this.#take("null")) this.#idleConflictClause();
    else if (this.#take("unique")) {
      this.#uniques.push({ ...named, columns: [columnName], ...this.#conflictClause() });
    } else if (this.#take("check")) {
      this.#checks.push({ ...named, expression: this.#parenthesised() });
      this.#idleConflictClause();
    } else if (this.#take("default")) this.#default();
    else if (this.#take("collate")) {
      const collation = this.#tokens[this.#next++];
      if (collation && foldAscii(collation.value) !== "binary") column.collation = foldAscii(collation.value);
    } else if (this.#tokens[this.#next]?.value === "references") this.#references(name);
    else if (this.#takeAll("generated", "always", "as") || this.#take("as")) {
      const expression = this.#parenthesised();
      const stored = this.#take("stored");
      if (!stored) this.#take("virtual");
      column.generated = { expression, stored };
    } else {
      if (this.#next === start || !this.#atColumnEnd()) this.#next++;
      this.#unexpressed.push(this.#textFrom(start));
    }
  }

  #default(): void {
    const token = this.#tokens[this.#next];
    if (token?.value === "(" && token.kind === "symbol") this.#parenthesised();
    else {
      if (token?.kind === "symbol") this.#next++; // a sign
      this.#next++;
    }
  }

  /** REFERENCES and all that may follow it. Actions and columns are in the pragma. */
  #references(name: string | undefined): void {
    const key: { name?: string; deferrable?: string } = name === undefined ? {} : { name };
    this.#take("references");
    this.#next++;
    if (this.#tokens[this.#next]?.value === "(") this.#parenthesised();
    for (;;) {
      if (this.#take("on")) {
        this.#next++;
        if (this.#take("set") || this.#take("no")) this.#next++;
        else this.#next++;
      } else if (this.#take("match")) {
        // SQLite's own documentation: foreignkeys.html, section 6
        this.#idle.push(`match ${this.#tokens[this.#next]?.text ?? ""}`);
        this.#next++;
      } else if (this.#takeAll("not", "deferrable")) this.#initially();
      else if (this.#take("deferrable")) {
        key.deferrable = this.#initially() === "deferred" ? "INITIALLY DEFERRED" : "INITIALLY IMMEDIATE";
      } else break;
    }
    this.#foreignKeys.push(key);
  }

  #initially(): string | undefined {
    return this.#take("initially") ? this.#tokens[this.#next++]?.value : undefined;
  }

  /** What ON CONFLICT says, if it says anything but the default. */
  #conflictClause(): { readonly onConflict?: string } {
    if (!this.#takeAll("on", "conflict")) return {};
    const onConflict = this.#tokens[this.#next++]?.value ?? "";
    return onConflict === "abort" ? {} : { onConflict };
  }

  /** ON CONFLICT where it has no effect (lang_conflict.html): after CHECK, and after NULL. */
  #idleConflictClause(): void {
    const { onConflict } = this.#conflictClause();
    if (onConflict !== undefined) this.#idle.push(`on conflict ${onConflict}`);
  }

  #constraintName(): string | undefined {
    let name: string | undefined;
    // SQLite accepts several in a row; the last one counts.
    while (this.#take("constraint")) name = this.#tokens[this.#next++]?.value;
    return name === undefined ? undefined : this.#spelling(this.#next - 1);
  }

  /** A name as it is written, without quotes: words keep their case. */
  #spelling(index: number): string {
    const token = this.#tokens[index];
    return token === undefined ? "" : token.kind === "word" ? token.text : token.value;
  }

  /** Names of a key's columns. Their orders and collations are in the pragmas. */
  #keyColumns(): string[] {
    const open = this.#next;
    const text = this.#parenthesised();
    const close = this.#next - 1;
    const columns: string[] = [];
    let expectsName = true;
    for (let index = open + 1; index < close; index++) {
      const token = this.#tokens[index];
      if (token?.value === ",") expectsName = true;
      else if (expectsName) {
        columns.push(this.#spelling(index));
        expectsName = false;
      } else if (token?.value === "autoincrement") this.#autoIncrement = true;
      else if (token?.value === "collate") index++;
      else if (token?.value !== "asc" && token?.value !== "desc") {
        this.#unexpressed.push(`key (${text})`);
        break;
      }
    }
    return columns;
  }

  /** The text between the parentheses that open here; steps behind them. */
  #parenthesised(): string {
    const open = this.#next;
    const close = closing(this.#tokens, open);
    if (this.#tokens[open]?.value !== "(" || close < 0) {
      this.#unexpressed.push(this.#textFrom(open));
      this.#next = this.#tokens.length;
      return "";
    }
    this.#next = close + 1;
    return this.#sql.slice(this.#tokens[open]?.end, this.#tokens[close]?.start).trim();
  }

  #textFrom(start: number): string {
    return this.#sql.slice(this.#tokens[start]?.start, this.#tokens[this.#next - 1]?.end);
  }

  #skipTo(symbol: string): void {
    while (this.#next < this.#tokens.length && this.#tokens[this.#next]?.value !== symbol) {
      if (this.#tokens[this.#next]?.value === "(") this.#parenthesised();
      else if (this.#atColumnEnd()) break;
      else this.#next++;
    }
  }

  /** Steps over one keyword or symbol, if it is the next. Quoted names are neither. */
  #take(value: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.value !== value || (token.kind !== "word" && token.kind !== "symbol")) return false;
    this.#next++;
    return true;
  }

  #takeAll(...values: readonly string[]): boolean {
    const matches = values.every((value, offset) => {
      const token = this.#tokens[this.#next + offset];
      return token?.kind === "word" && token.value === value;
    });
    if (matches) this.#next += values.length;
    return matches;
  }
}

/** Words that end a column's type, because they begin a constraint. */
export const COLUMN_CONSTRAINTS: ReadonlySet<string> = new Set([
  "constraint",
  "primary",
  "not",
  "null",
  "unique",
  "check",
  "default",
  "collate",
  "references",
  "generated",
  "as",
]);

/** What a CREATE INDEX text says beyond the pragmas. */
export interface IndexText {
  /** The key parts as written, without ASC, DESC and a trailing COLLATE. */
  readonly parts: readonly string[];
  readonly where?: string;
}

/** Reads a CREATE INDEX text. */
export function readIndex(sql: string): IndexText {
  const tokens = tokenize(sql);
  const on = tokens.findIndex((token) => token.kind === "word" && token.value === "on");
  const open = tokens.findIndex((token, index) =>
    index > on && token.kind === "symbol" && token.value === "("
  );
  const close = closing(tokens, open);
  const parts: string[] = [];
  let start = open + 1;
  let depth = 0;
  for (let index = open + 1; index <= close; index++) {
    const token = tokens[index];
    if (token?.kind === "symbol" && depth === 0 && (token.value === "," || index === close)) {
      parts.push(partText(sql, tokens.slice(start, index)));
      start = index + 1;
    } else if (token?.kind === "symbol" && token.value === "(") depth++;
    else if (token?.kind === "symbol" && token.value === ")") depth--;
  }
  const where = tokens[close + 1];
  if (where?.value !== "where") return { parts };
  return { parts, where: sql.slice(where.end, tokens.at(-1)?.end).trim() };
}

function partText(sql: string, tokens: readonly Token[]): string {
  let end = tokens.length;
  const last = tokens[end - 1];
  if (last?.kind === "word" && (last.value === "asc" || last.value === "desc")) end--;
  const collate = tokens[end - 2];
  if (collate?.kind === "word" && collate.value === "collate" && end > 2) end -= 2;
  let start = 0;
  while (tokens[start]?.text === "(" && closing(tokens.slice(0, end), start) === end - 1) {
    start++;
    end--;
  }
  return sql.slice(tokens[start]?.start, tokens[end - 1]?.end);
}
