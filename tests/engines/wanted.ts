// What the laws must know of specs: which tables they name, what was called otherwise before, what is seeded.
// Reads only what every relational engine's bodies have in common.
import { FILES } from "../../core/cli/files.ts";
import { bodyFor, type FileSource, loadSpecs } from "../../core/specs/mod.ts";

/** One object that specs name. */
export interface Wanted {
  readonly kind: string;
  /** With its schema, where the specs give one that is not the usual. */
  readonly name: string;
  readonly previousNames: readonly string[];
  readonly isDeleted: boolean;
  readonly hasRows: boolean;
  /** False when the specs leave the table's triggers alone. */
  readonly ownsTriggers: boolean;
  readonly columns: readonly { readonly name: string; readonly previousNames: readonly string[] }[];
  readonly body: Readonly<Record<string, unknown>>;
}

/** Schemas that engines make by themselves; what is there goes by its name alone. */
const USUAL_SCHEMAS: readonly unknown[] = ["public", "main"];

/** A name as the laws tell it from all others: with its schema, where a spec gives one that is not the usual. */
export function fullName(schema: unknown, name: string): string {
  return schema === undefined || USUAL_SCHEMAS.includes(schema) ? name : `${schema}.${name}`;
}

/** The objects that the specs of a path name. */
export async function wantedOf(
  path: string,
  engine: string,
  source: FileSource = FILES,
): Promise<readonly Wanted[]> {
  const { specs } = await loadSpecs(source, path);
  return specs.map((spec): Wanted => {
    const body = mapOf(bodyFor(spec, engine));
    const inSchema = (name: string) => fullName(body["schema"], name);
    return {
      kind: spec.kind,
      name: inSchema(spec.name),
      previousNames: namesOf(body["previousNames"]).map(inSchema),
      isDeleted: body["isDeleted"] === true,
      hasRows: spec.rows !== undefined,
      ownsTriggers: body["triggers"] !== undefined,
      columns: listOf(body["columns"]).map(mapOf).map((column) => ({
        name: String(column["name"]),
        previousNames: namesOf(column["previousNames"]),
      })),
      body,
    };
  });
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? value as Record<string, unknown> : {}; // any map of YAML
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function namesOf(value: unknown): readonly string[] {
  return listOf(value).map(String);
}
