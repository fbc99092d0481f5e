// A table of the catalog as the body of a Table document: the inverse of draft.ts. What the YAML has no words for is
// listed; generate.ts then proves the rest by planning the document against the database it came from.
import type { Column, ForeignKey, Index, IndexPart, Key } from "../../protocol/model.ts";
import { defaultMeaning, type DefaultValue } from "../kit/literal.ts";
import { foldAscii } from "../kit/quote.ts";
import type { CatalogTable } from "./inspect.ts";
import { conflictOf, DIALECT, keyParts, tableExtra } from "./render.ts";
import { tokenize, withPlainStrings } from "./tokens.ts";
import { isNumericType, STRICT_TYPES } from "./types.ts";

/** A body as it will be written, in the order in which people read it. */
export type Body = Readonly<Record<string, unknown>>;

/** The body of a table without its triggers. What it cannot say is added to `unexpressed`. */
export function tableBody(table: CatalogTable, unexpressed: string[]): Body {
  const { model } = table;
  unexpressed.push(...table.unexpressed.map((what) => oneLine(what)));
  unexpressed.push(...table.idle.map((what) => `${oneLine(what)}, which SQLite takes no notice of`));
  const { strict, withoutRowid } = tableExtra(model);
  const names = new Set(model.columns.map((column) => foldAscii(column.name)));
  const plain = (sql: string) => withPlainStrings(sql, (folded) => names.has(folded));
  return {
    ...(model.primaryKey && { primaryKey: [...keyParts(model.primaryKey)] }),
    ...(model.primaryKey && keyOptions(model.primaryKey, "primaryKeyOptions")),
    columns: model.columns.map((column) => columnBody(column, plain)),
    ...(model.indexes.length > 0 && { indexes: model.indexes.map((index) => indexBody(index, plain)) }),
    ...(model.uniques.length > 0 && {
      uniques: model.uniques.map((key) => ({ columns: [...keyParts(key)], ...optionsOf(key) })),
    }),
    ...(model.foreignKeys.length > 0 && {
      foreignKeys: model.foreignKeys.map((key) => foreignKeyBody(key)),
    }),
    ...(model.checks.length > 0 && {
      checks: model.checks.map(({ name, expression }) => ({
        ...(name !== undefined && { name }),
        expression: plain(expression),
      })),
    }),
    ...(strict && { strict }),
    ...(withoutRowid && { withoutRowid }),
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** The name and the conflict clause of a key. */
function optionsOf(key: Key): Body {
  const onConflict = conflictOf(key);
  return {
    ...(key.name !== undefined && { name: key.name }),
    ...(onConflict !== undefined && { onConflict }),
  };
}

function keyOptions(key: Key, field: string): Body {
  const options = optionsOf(key);
  return Object.keys(options).length > 0 ? { [field]: options } : {};
}

/** An expression without strings in double quotes: what specs say is read without that misfeature. */
type Plain = (sql: string) => string;

function columnBody(column: Column, plain: Plain): Body {
  const { name, collation, generated } = column;
  const onConflict = conflictOf(column);
  return {
    name,
    // SQLite keeps its standard types in upper case; people write them in lower case.
    type: STRICT_TYPES.includes(column.type.toLowerCase()) ? column.type.toLowerCase() : column.type,
    ...(column.notNull && {
      constraints: { notNull: true, ...(onConflict !== undefined && { onConflict }) },
    }),
    ...(column.autoIncrement && { attributes: { autoIncrement: true } }),
    ...(column.default !== undefined && { default: defaultBody(plain(column.default), column.type) }),
    ...(collation !== undefined && { collation }),
    ...(generated && {
      generated: { expression: plain(generated.expression), ...(generated.stored && { stored: true }) },
    }),
  };
}

/** The simplest way to write a default that means exactly this SQL. */
export function defaultBody(sql: string, type: string): DefaultValue {
  const affinity = isNumericType(type) ? "numeric" : "other";
  const [token, more] = tokenize(sql);
  const isOne = token !== undefined && more === undefined;
  const number = Number(sql);
  const candidates: DefaultValue[] = [
    ...(isOne && token.kind === "string" ? [token.value] : []),
    ...(Number.isFinite(number) && String(number) === sql ? [number] : []),
    sql,
  ];
  for (const candidate of candidates) {
    const meaning = defaultMeaning(candidate, affinity, DIALECT);
    if (meaning.kind === "none") continue;
    const isKeyword = meaning.kind === "literal" && token?.kind === "word" && isOne;
    if (meaning.sql === sql || (isKeyword && meaning.sql === foldAscii(sql))) return candidate;
  }
  return `(${sql})`;
}

function indexBody(index: Index, plain: Plain): Body {
  return {
    columns: index.parts.map((part) => partBody(part, plain)),
    name: index.name,
    ...(index.unique && { isUnique: true }),
    ...(index.where !== undefined && { where: plain(index.where) }),
  };
}

function partBody(part: IndexPart, plain: Plain): unknown {
  const { column, expression, descending, collation } = part;
  if (column !== undefined && !descending && collation === undefined) return column;
  return {
    ...(column !== undefined ? { name: column } : { expression: plain(expression ?? "") }),
    ...(descending && { descending }),
    ...(collation !== undefined && { collation }),
  };
}

function foreignKeyBody(key: ForeignKey): Body {
  const { table } = key.references;
  // `references t` where t, or its key, is missing: no document can say that, and the proof will tell.
  const columns = key.references.columns.length > 0 ? key.references.columns : key.columns;
  return {
    columns: key.columns,
    references: { table, columns },
    ...(key.onDelete !== undefined && { onDelete: key.onDelete.toLowerCase() }),
    ...(key.onUpdate !== undefined && { onUpdate: key.onUpdate.toLowerCase() }),
    ...(key.deferrable !== undefined && { deferrable: key.deferrable.toLowerCase() }),
    ...(key.name !== undefined && { name: key.name }),
  };
}
