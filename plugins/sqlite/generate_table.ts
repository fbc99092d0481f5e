// A table of the catalog as the body of a Table document: the inverse of draft.ts. What the YAML has no words for is
// listed; generate.ts then proves the rest by planning the document against the database it came from.
import type { Column, ForeignKey, Index, IndexPart, Key, Table } from "../../protocol/model.ts";
import { defaultMeaning, type DefaultValue } from "../kit/literal.ts";
import { foldAscii } from "../kit/quote.ts";
import type { CatalogTable } from "./inspect.ts";
import { DIALECT, tableExtra } from "./render.ts";
import { tokenize } from "./tokens.ts";
import { isNumericType, STRICT_TYPES } from "./types.ts";

/** A body as it will be written, in the order in which people read it. */
export type Body = Readonly<Record<string, unknown>>;

/** The body of a table without its triggers. What it cannot say is added to `unexpressed`. */
export function tableBody(table: CatalogTable, unexpressed: string[]): Body {
  const { model } = table;
  unexpressed.push(...table.unexpressed.map((what) => oneLine(what)));
  if (model.primaryKey?.name !== undefined) {
    unexpressed.push(`the name of the primary key, ${model.primaryKey.name}`);
  }
  const { strict, withoutRowid } = tableExtra(model);
  const indexes = [
    ...uniqueIndexes(model, unexpressed),
    ...model.indexes.map((index) => indexBody(index)),
  ];
  return {
    ...(model.primaryKey && { primaryKey: keyParts(model.primaryKey) }),
    columns: model.columns.map((column) => columnBody(column)),
    ...(indexes.length > 0 && { indexes }),
    ...(model.foreignKeys.length > 0 && {
      foreignKeys: model.foreignKeys.map((key) => foreignKeyBody(key)),
    }),
    ...(model.checks.length > 0 && {
      checks: model.checks.map(({ name, expression }) => ({
        ...(name !== undefined && { name }),
        expression,
      })),
    }),
    ...(strict && { strict }),
    ...(withoutRowid && { withoutRowid }),
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function keyParts(key: Key): unknown[] {
  const parts: unknown = key.extra?.["parts"];
  return Array.isArray(parts) ? parts : [...key.columns];
}

function columnBody(column: Column): Body {
  const { name, collation, generated } = column;
  return {
    name,
    // SQLite keeps its standard types in upper case; people write them in lower case.
    type: STRICT_TYPES.includes(column.type.toLowerCase()) ? column.type.toLowerCase() : column.type,
    ...(column.notNull && { constraints: { notNull: true } }),
    ...(column.autoIncrement && { attributes: { autoIncrement: true } }),
    ...(column.default !== undefined && { default: defaultBody(column.default, column.type) }),
    ...(collation !== undefined && { collation }),
    ...(generated && {
      generated: { expression: generated.expression, ...(generated.stored && { stored: true }) },
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

/** UNIQUE constraints as unique indexes without a name, which is what SQLite makes of them. */
function uniqueIndexes(model: Table, unexpressed: string[]): Body[] {
  const taken = new Set(model.indexes.map((index) => foldAscii(index.name)));
  return model.uniques.map((key): Body => {
    const usual = foldAscii(key.name ?? `idx_${model.name}_${key.columns.join("_")}`);
    if (taken.has(usual)) {
      const name = freeName(`${model.name}_${key.columns.join("_")}_unique`, taken);
      unexpressed.push(
        `unique (${
          key.columns.join(", ")
        }), written as index ${name} because another index is named ${usual}`,
      );
      taken.add(foldAscii(name));
      return { columns: keyParts(key), name, isUnique: true };
    }
    taken.add(usual);
    return { columns: keyParts(key), ...(key.name !== undefined && { name: key.name }), isUnique: true };
  });
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(foldAscii(name)); count++) name = `${wanted}_${count}`;
  return name;
}

function indexBody(index: Index): Body {
  return {
    columns: index.parts.map((part) => partBody(part)),
    name: index.name,
    ...(index.unique && { isUnique: true }),
    ...(index.where !== undefined && { where: index.where }),
  };
}

function partBody(part: IndexPart): unknown {
  const { column, expression, descending, collation } = part;
  if (column !== undefined && !descending && collation === undefined) return column;
  return {
    ...(column !== undefined ? { name: column } : { expression }),
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
