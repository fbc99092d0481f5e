// Names of types that are not built in: those that a plan brings or renames are spelled before they are there.
import type { Table } from "../../protocol/model.ts";
import { quoteName } from "../kit/quote.ts";
import type { Catalog, CatalogObject, CatalogTable } from "./catalog.ts";
import { objectKey } from "./catalog.ts";
import { findRenames, type Rename } from "../kit/previous_names.ts";
import { mapExpressions } from "./expressions.ts";
import type { Wanted, WantedObject } from "./kind.ts";
import { bareName } from "./kinds/function_form.ts";
import { textLiteral } from "./literal.ts";
import type { ObjectRequest } from "./requests.ts";

/** A type as columns spell it: as the server does, or in full when it is not there yet. */
export function spellingOf(catalog: Catalog, schema: string | undefined, name: string): string {
  const found = catalog.types.get(`${quoteName(schema ?? "")}.${quoteName(name)}`);
  if (found !== undefined) return found;
  if (schema === undefined || schema === "") return quoteName(name);
  return `${schema === "public" ? schema : quoteName(schema)}.${
    /^[a-z_][a-z0-9_]*$/.test(name) ? name : quoteName(name)
  }`;
}

/** The type of which a column's type is an array, or the type itself. Modifiers are left out. */
export function elementOf(type: string): string {
  return type.replace(/\[\]$/, "").replace(/\([^)]*\)$/, "");
}

/** A table whose columns of these types are texts: the server is asked about it before the types are there. */
export function withoutTypes(table: Table, types: ReadonlySet<string>): Table {
  if (types.size === 0) return table;
  return {
    ...table,
    columns: table.columns.map((column) =>
      types.has(elementOf(column.type)) ? { ...column, type: "text" } : column
    ),
  };
}

/** The catalog with the names of types that documents describe, and those of extensions where they move to. */
export function withWantedTypes(catalog: Catalog, requests: readonly ObjectRequest[]): Catalog {
  const types = new Map(catalog.types);
  let isChanged = false;
  for (const { spec, schema, name, body } of requests) {
    const moved = spec.kind === "DatabaseExtension" && body["isDeleted"] !== true
      ? movedMembers(catalog, { kind: "extension", name: String(body["name"] ?? name), facts: body })
      : undefined;
    for (const each of moved?.names ?? []) {
      if (!types.delete(`${quoteName(moved?.from ?? "")}.${quoteName(each)}`)) continue;
      types.set(
        `${quoteName(moved?.to ?? "")}.${quoteName(each)}`,
        spelledIn(moved?.to ?? "", each),
      );
      isChanged = true;
    }
    if (spec.kind !== "DataType" || body["isDeleted"] === true) continue;
    types.set(`${quoteName(schema)}.${quoteName(name)}`, spellingOf(catalog, schema, name));
  }
  return types.size === catalog.types.size && !isChanged ? catalog : { ...catalog, types };
}

/** What moves with an extension that a document wants in another schema. */
export function movedMembers(
  catalog: Catalog,
  wanted: CatalogObject,
): { readonly from: string; readonly to: string; readonly names: readonly string[] } | undefined {
  // What of them is of extensions: kinds/extension.ts.
  const live = catalog.objects.get(objectKey(wanted))?.facts;
  const [from, to] = [live?.["schema"], wanted.facts["schema"]];
  if (typeof from !== "string" || typeof to !== "string" || from === to) return undefined;
  return { from, to, names: (live?.["members"] ?? []) as readonly string[] };
}

/** How the server spells what is in no schema of the search path. */
export function spelledIn(schema: string, name: string): string {
  return `${plain(schema)}.${plain(name)}`;
}

const plain = (name: string) => /^[a-z_][a-z0-9_]*$/.test(name) ? name : quoteName(name);

/** A text that the server writes otherwise once a type or a value of an enum is renamed. */
interface Respelling {
  readonly from: string;
  readonly to: string;
}

/**
 * The catalog as it is once types and values of enums are renamed and extensions moved: columns, expressions and the
 * signatures of functions name them. Types keep their names and values: their own kind renames them.
 */
export function withRenamedTypes(catalog: Catalog, wanted: readonly Wanted[]): Catalog {
  const literal = (text: string) => `'${text.replaceAll("'", "''")}'::`;
  const respellings: Respelling[] = [];
  /** New names of functions that triggers call: they are never called otherwise. */
  const calls = new Map<string, string>();
  for (const object of wanted.flatMap(({ objects }) => objects)) {
    const moved = object.kind === "extension" && !object.isDeleted
      ? movedMembers(catalog, object)
      : undefined;
    for (const each of moved?.names ?? []) {
      respellings.push({ from: spelledIn(moved?.from ?? "", each), to: spelledIn(moved?.to ?? "", each) });
    }
    const former = object.kind === "function" ? formerFunction(catalog, object) : undefined;
    if (former) {
      calls.set(JSON.stringify([former.schema, bareName(former)]), bareName(object));
      respellings.push(...functionRename(catalog, former, object));
    }
    if (object.kind === "sequence") respellings.push(...sequenceRename(catalog, object));
    if (object.kind !== "type" || object.isDeleted) continue;
    const spelling = spellingOf(catalog, object.schema, object.name);
    const there = catalog.objects.get(objectKey(object));
    const formerType = there
      ? undefined
      : object.previousNames?.map((name) => catalog.objects.get(objectKey({ ...object, name }))).find(
        Boolean,
      );
    if (formerType) {
      respellings.push({ from: spellingOf(catalog, object.schema, formerType.name), to: spelling });
    }
    for (const { from, to } of valueRenames(there ?? formerType, object)) {
      respellings.push({ from: literal(from) + spelling, to: literal(to) + spelling });
    }
  }
  if (respellings.length === 0) return catalog;
  const renamedCall = ({ kind, facts }: CatalogObject): CatalogObject["facts"] => {
    const { function: name, schema } = facts;
    const to = kind === "trigger" ? calls.get(JSON.stringify([schema, name])) : undefined;
    return to === undefined ? facts : { ...facts, function: to };
  };
  const respell = (text: string) => respellings.reduce((done, each) => replaceWord(done, each), text);
  const tables = [...catalog.tables].map(([key, table]): [string, CatalogTable] => [key, {
    ...table,
    model: respellTable(table.model, respell),
  }]);
  const objects = [...catalog.objects.values()].map((object): [string, CatalogObject] => {
    const name = object.kind === "function" ? respell(object.name) : object.name;
    const facts = mapTexts(object.facts, respell) as CatalogObject["facts"]; // a map stays one
    const values = object.facts["values"];
    const spelled = object.kind === "extension" ? object : {
      ...object,
      name,
      facts: renamedCall({ ...object, facts: values === undefined ? facts : { ...facts, values } }),
    };
    return [objectKey(spelled), spelled];
  });
  return { ...catalog, tables: new Map(tables), objects: new Map(objects) };
}

/** Expressions call a function by its name; where overloads of it keep that name, their texts are asked of the server. */
function functionRename(catalog: Catalog, former: CatalogObject, object: WantedObject): Respelling[] {
  const [from, to] = [bareName(former), bareName(object)];
  const isOnly = [...catalog.objects.values()].every((each) =>
    each === former || each.kind !== "function" || each.schema !== former.schema || bareName(each) !== from
  );
  const spell = (name: string) => `${plain(object.schema ?? "")}.${plain(name)}(`;
  return isOnly && from !== to ? [{ from: spell(from), to: spell(to) }] : [];
}

function formerFunction(catalog: Catalog, object: WantedObject): CatalogObject | undefined {
  if (object.isDeleted || catalog.objects.has(objectKey(object))) return undefined;
  return object.previousNames?.map((name) => catalog.objects.get(objectKey({ ...object, name }))).find(
    Boolean,
  );
}

/** Defaults name a sequence by what the server writes as a literal of its name. */
function sequenceRename(catalog: Catalog, object: WantedObject): Respelling[] {
  if (object.isDeleted || catalog.objects.has(objectKey(object))) return [];
  const former = object.previousNames?.map((name) => catalog.objects.get(objectKey({ ...object, name })))
    .find(Boolean);
  const spell = (name: string) => textLiteral(`${plain(object.schema ?? "")}.${plain(name)}`) + "::regclass";
  return former ? [{ from: spell(former.name), to: spell(object.name) }] : [];
}

/** The renames of values that a wanted enum asks for. */
export function valueRenames(live: CatalogObject | undefined, wanted: CatalogObject): readonly Rename[] {
  // What of them is of enums: kinds/enum_type.ts.
  const values = live?.facts["values"] as readonly string[] | undefined;
  const goal = wanted.facts["values"] as readonly string[] | undefined;
  const previous = wanted.facts["previous"] as readonly (readonly string[])[] | undefined;
  if (!values || !goal) return [];
  const named = goal.map((name, at) => ({ name, previousNames: previous?.[at] ?? [] }));
  return findRenames(named, values, (name) => name).renames;
}

function respellTable(table: Table, respell: (text: string) => string): Table {
  const renamed = mapExpressions(table, ({ sql }) => respell(sql));
  return { ...renamed, columns: renamed.columns.map((each) => ({ ...each, type: respell(each.type) })) };
}

/** Replaces a text where no other name goes on before or behind it. */
function replaceWord(text: string, { from, to }: Respelling): string {
  if (!text.includes(from)) return text;
  const parts = text.split(from);
  let done = parts[0] ?? "";
  for (const part of parts.slice(1)) {
    const isWhole = !/[\w$.]$/.test(done) && !(/[\w$]$/.test(from) && /^[\w$]/.test(part));
    done += (isWhole ? to : from) + part;
  }
  return done;
}

/** The same data with every text changed. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each, change)]));
}
