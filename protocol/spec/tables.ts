// Turns schemas into the tables of the protocol page. Schemas that have a name are linked, others are spelt out in
// place, field by field.
import type { JsonSchema } from "../schema.ts";

/** Schemas with a section of their own. */
export type Names = ReadonlyMap<JsonSchema, string>;

/** A table of every field of an object schema, nested ones with dotted names. */
export function fieldTable(schema: JsonSchema, names: Names): string {
  const rows = fieldRows(schema, names, "");
  if (rows.length === 0) return "No fields.\n";
  return ["| field | type | |", "|---|---|---|", ...rows].join("\n") + "\n";
}

/** What a schema accepts, in a few words. */
export function typeText(schema: JsonSchema, names: Names): string {
  const name = names.get(schema);
  if (name !== undefined) return `[${name}](#${anchor(name)})`;
  if (schema.oneOf) return "a map, told apart by its `type`";
  if (schema.enum) return schema.enum.map((word) => `\`${JSON.stringify(word)}\``).join(" or ");
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length === 0) return "any";
  return types.map((type) => oneType(type, schema, names)).join(" or ") + bounds(schema);
}

function oneType(type: string, schema: JsonSchema, names: Names): string {
  switch (type) {
    case "string":
      return schema.format === "byte" ? "bytes" : "text";
    case "integer":
      return schema.format === "int64" ? "int64" : "int";
    case "number":
      return "float";
    case "array":
      return schema.items ? `list of ${typeText(schema.items, names)}` : "list";
    case "object":
      if (schema.format === "schema") return "[schema](#schemas)";
      return schema.additionalProperties ? `map of ${typeText(schema.additionalProperties, names)}` : "map";
    default:
      return type;
  }
}

function bounds(schema: JsonSchema): string {
  const parts: string[] = [];
  if (schema.minimum !== undefined || schema.maximum !== undefined) {
    parts.push(range(schema.minimum, schema.maximum, ""));
  }
  if (schema.minLength !== undefined || schema.maxLength !== undefined) {
    parts.push(range(schema.minLength, schema.maxLength, schema.format === "byte" ? " bytes" : " units"));
  }
  if (schema.minItems !== undefined || schema.maxItems !== undefined) {
    parts.push(range(schema.minItems, schema.maxItems, " items"));
  }
  return parts.length > 0 ? ` (${parts.join("; ")})` : "";
}

function range(least: number | undefined, most: number | undefined, unit: string): string {
  if (least === most) return `${least}${unit}`;
  if (most === undefined) return `at least ${least}${unit}`;
  return least === undefined ? `at most ${most}${unit}` : `${least} to ${most}${unit}`;
}

function fieldRows(schema: JsonSchema, names: Names, prefix: string): string[] {
  const rows: string[] = [];
  for (const [field, value] of Object.entries(schema.properties ?? {})) {
    const isOptional = !schema.required?.includes(field);
    const name = `${prefix}${field}`;
    const note = [isOptional ? "optional" : "", value.description ?? ""].filter(Boolean).join("; ");
    rows.push(`| \`${name}\` | ${typeText(value, names)} | ${escape(note)} |`);
    rows.push(...innerRows(value, names, name));
  }
  return rows;
}

/** The fields within a field that has no section of its own. */
function innerRows(schema: JsonSchema, names: Names, name: string): string[] {
  if (names.has(schema)) return [];
  if (schema.properties) return fieldRows(schema, names, `${name}.`);
  if (schema.items && !names.has(schema.items)) return innerRows(schema.items, names, `${name}[]`);
  return [];
}

/** The variants of a union, a table each. */
export function variantTables(schema: JsonSchema, names: Names, heading: string): string {
  return (schema.oneOf ?? []).map((variant) => {
    const tag = schema.discriminator?.propertyName ?? "type";
    const word = variant.properties?.[tag]?.enum?.[0];
    const note = variant.properties?.[tag]?.description;
    return `${heading} \`${word}\`\n\n${note ? `${sentence(note)}\n\n` : ""}${
      fieldTable(withoutNote(variant, tag), names)
    }`;
  }).join("\n");
}

/** The note on a tag stands above the table of its variant. */
function withoutNote(variant: JsonSchema, tag: string): JsonSchema {
  const { description: _note, ...word } = variant.properties?.[tag] ?? {};
  return { ...variant, properties: { ...variant.properties, [tag]: word } };
}

/** A note as a sentence of its own. */
export function sentence(note: string): string {
  return `${note.charAt(0).toUpperCase()}${note.slice(1)}.`;
}

function escape(text: string): string {
  return text.replaceAll("|", "\\|");
}

function anchor(name: string): string {
  return name.toLowerCase().replaceAll(" ", "-").replace(/[^a-z0-9-]/g, "");
}
