// When two definitions of a view or trigger are the same: token by token, whatever their spacing, comments, case of
// words and needless quotes.
import type { DefinedObject } from "../../protocol/model.ts";
import { foldAscii } from "../kit/quote.ts";
import { triggerBody, viewBody } from "./generate_text.ts";
import type { Catalog } from "./inspect.ts";
import { normalForm } from "./tokens.ts";

/** Folded names of all tables, views and columns of a schema, found when first asked for. */
export function namesOf(catalog: Catalog): (folded: string) => boolean {
  let names: Set<string> | undefined;
  return (folded) => {
    names ??= new Set([
      ...catalog.views.keys(),
      ...[...catalog.tables].flatMap(([name, { model }]) => [
        name,
        ...model.columns.map((column) => foldAscii(column.name)),
      ]),
    ]);
    return names.has(folded);
  };
}

/** True when a kept text says the same as a wanted object's definition. */
export function isSameObject(
  sql: string,
  { kind, definition }: DefinedObject,
  isName: (folded: string) => boolean,
): boolean {
  if (sql.replace(/^create \w+ /i, "") === definition.replace(/^create \w+ /, "")) return true;
  const read = (text: string) => kind === "view" ? viewBody(text) : triggerBody("", text);
  return formOf(read(sql) ?? sql, isName) === formOf(read(definition) ?? definition, isName);
}

function formOf(value: unknown, isName: (folded: string) => boolean): string {
  if (typeof value === "string") return normalForm(value, isName).replace(/(?: ;)+$/, "");
  if (Array.isArray(value)) return `[${value.map((each) => formOf(each, isName)).join("\0")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
  return entries.map(([field, each]) => `${field}:${formOf(each, isName)}`).join("\0");
}
