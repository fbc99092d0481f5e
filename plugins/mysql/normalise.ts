// Asks the server to write expressions in its own words: in a temporary table, which nobody else sees, that no
// transaction keeps and that is dropped at once. It is read back from SHOW CREATE TABLE.
import type { CheckConstraint, Column, Index, Table } from "../../protocol/model.ts";
import { fold } from "./draft.ts";
import type { Driver } from "./driver.ts";
import { isServerError, messageOf } from "./errors.ts";
import { quote } from "./literal.ts";
import { columnExtra, indexExtra } from "./model.ts";
import { checkDefinition, columnDefinition, indexDefinition } from "./render.ts";
import type { ServerFacts } from "./server.ts";
import { isPunctuation, type Token, tokenize, unwrapped, withVersionComments } from "./tokens.ts";

const SCRATCH = quote("_schemahero_scratch");

/** The table with its expressions in the server's words; as it was, when the server refuses it. */
export async function normaliseTable(
  driver: Driver,
  table: Table,
  { quirks }: ServerFacts,
  refused: (message: string) => void,
): Promise<Table> {
  const indexes = table.indexes.filter((index) => index.parts.some((part) => part.expression !== undefined));
  const lines = [
    ...table.columns.map((column) => columnDefinition(withoutExtras(column), table)),
    ...table.checks.map((check, at) => checkDefinition({ ...check, name: `_schemahero_${at}` })),
    ...indexes.map((index) => indexDefinition({ ...index, ...plainExtra(index) }, quirks)),
  ];
  try {
    await driver.run(`drop temporary table if exists ${SCRATCH}`);
    await driver.run(`create temporary table ${SCRATCH} (${lines.join(", ")})`);
    const [[, sql] = []] = await driver.rows(`show create table ${SCRATCH}`);
    await driver.run(`drop temporary table if exists ${SCRATCH}`);
    return withTexts(table, new Definition(withVersionComments(sql ?? "")));
  } catch (error) {
    if (!isServerError(error)) throw error;
    refused(messageOf(error));
    return table;
  }
}

/** What the server would write in a comment that only some versions run. */
function withoutExtras(column: Column): Column {
  const { invisible: _invisible, srid: _srid, ...extra } = columnExtra(column);
  return { ...column, autoIncrement: false, extra };
}

function plainExtra(index: Index): Pick<Index, "extra"> {
  const { comment: _comment, invisible: _invisible, ...extra } = indexExtra(index);
  return { extra };
}

function withTexts(table: Table, definition: Definition): Table {
  return {
    ...table,
    columns: table.columns.map((column) => {
      const { generated, default: value } = column;
      const tokens = definition.columns.get(fold(column.name));
      if (!tokens) return column;
      const generatedSql = generated && definition.after(tokens, "as");
      const defaultSql = value?.startsWith("(") ? definition.after(tokens, "default") : undefined;
      return {
        ...column,
        ...(generated && generatedSql !== undefined &&
          { generated: { ...generated, expression: generatedSql } }),
        ...(defaultSql !== undefined && { default: `(${defaultSql})` }),
      };
    }),
    checks: table.checks.map((check, at): CheckConstraint => {
      const tokens = definition.constraints.get(`_schemahero_${at}`);
      const expression = tokens && definition.after(tokens, "check");
      return expression === undefined ? check : { ...check, expression };
    }),
    indexes: table.indexes.map((index) => {
      const parts = definition.parts.get(fold(index.name));
      return {
        ...index,
        parts: index.parts.map((part, at) =>
          part.expression === undefined ? part : { ...part, expression: parts?.[at] ?? part.expression }
        ),
      };
    }),
  };
}

/** Words that end a default that is an expression without parentheses (MariaDB). */
const AFTER_DEFAULT = new Set(["on", "comment", "check", "invisible", "compressed"]);

/** A table's definition as the server writes it, cut into its lines. */
class Definition {
  readonly #sql: string;
  /** Tokens of each column's line, by folded name. */
  readonly columns = new Map<string, readonly Token[]>();
  readonly constraints = new Map<string, readonly Token[]>();
  /** The texts of an index's parts, by folded name. */
  readonly parts = new Map<string, readonly string[]>();

  constructor(sql: string) {
    this.#sql = sql;
    const tokens = tokenize(sql);
    const open = tokens.findIndex((each) => isPunctuation(each, "("));
    for (const line of pieces(tokens.slice(open + 1))) {
      const [first, second] = line;
      if (first?.kind === "name") this.columns.set(fold(first.value), line);
      else if (first?.value === "constraint" && second) this.constraints.set(second.value, line);
      else this.#index(line);
    }
  }

  /** The expression in the first parentheses behind a word, or up to the next clause. */
  after(tokens: readonly Token[], word: string): string | undefined {
    const at = tokens.findIndex((each) => each.kind === "word" && each.value === word);
    const first = tokens[at + 1];
    if (at < 0 || !first) return undefined;
    const rest = tokens.slice(at + 1);
    const end = isPunctuation(first, "(")
      ? closing(rest)
      : rest.findIndex((each, index) =>
        index > 0 && each.kind === "word" && AFTER_DEFAULT.has(each.value) && depthAt(rest, index) === 0
      ) - 1;
    const last = rest[end < 0 ? rest.length - 1 : end];
    return unwrapped(this.#sql.slice(first.start, last?.end));
  }

  #index(line: readonly Token[]): void {
    const name = line.find((each) => each.kind === "name");
    const open = line.findIndex((each) => isPunctuation(each, "("));
    if (!name || open < 0) return;
    const texts = pieces(line.slice(open + 1)).map((part) => {
      const last = part.at(-1)?.value === "desc" ? part.at(-2) : part.at(-1);
      return unwrapped(this.#sql.slice(part[0]?.start, last?.end));
    });
    this.parts.set(fold(name.value), texts);
  }
}

/** Cuts at commas, up to the parenthesis that closes the whole. */
function pieces(tokens: readonly Token[]): Token[][] {
  const list: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isPunctuation(token, "(")) depth++;
    if (isPunctuation(token, ")") && --depth < 0) break;
    if (depth === 0 && isPunctuation(token, ",")) list.push([]);
    else list.at(-1)?.push(token);
  }
  return list;
}

function closing(tokens: readonly Token[]): number {
  let depth = 0;
  return tokens.findIndex((token) => {
    if (isPunctuation(token, "(")) depth++;
    return isPunctuation(token, ")") && --depth === 0;
  });
}

function depthAt(tokens: readonly Token[], index: number): number {
  let depth = 0;
  for (const token of tokens.slice(0, index)) {
    if (isPunctuation(token, "(")) depth++;
    if (isPunctuation(token, ")")) depth--;
  }
  return depth;
}
