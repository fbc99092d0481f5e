// The `spec` of a Table, View, Function, DataType or DatabaseExtension to a Spec. Called by recognise.ts.
import { isMap } from "./cell.ts";
import { SPEC_SCHEMAS } from "./document_schema.ts";
import type { Path } from "./place.ts";
import { isRight, type Reading, report } from "./reading.ts";
import { SeedRows } from "./row_batches.ts";
import type { Origin, Spec, SpecKind } from "./spec.ts";

const EXTENSION_KEYS = ["database", "name", "requires", "removeOnDeletion"];

/** Reads one spec at `path` in its document and adds it to the collection, or its problems. */
export function readSpec(
  reading: Reading,
  kind: SpecKind,
  value: unknown,
  path: Path,
  metadataName: string | undefined,
): void {
  if (!isMap(value)) return; // reported with the envelope
  const fields = withoutNulls(value);
  if (kind !== "DatabaseExtension" && fields["name"] === undefined && metadataName !== undefined) {
    report(reading, "missing-key", 'Missing key "name" in spec', path, {
      hint:
        `spec.name is the object's name in the database; metadata.name (${metadataName}) is not used for it`,
    });
    return;
  }
  if (!isRight(reading, SPEC_SCHEMAS[kind], fields, path)) return;
  const isExtension = kind === "DatabaseExtension";
  const bodies = isExtension ? withoutKeys(fields, EXTENSION_KEYS) : asMap(fields["schema"]);
  const rows = rowsOf(reading, fields, path);
  if (Object.keys(bodies).length === 0 && rows === undefined) {
    const wanted = isExtension ? "engine's key" : kind === "Table" ? "schema or seedData" : "schema";
    report(reading, "missing-key", `The ${kind} has nothing to do: no ${wanted}`, path);
    return;
  }
  const name = isExtension ? extensionName(fields, bodies) ?? metadataName : String(fields["name"]);
  if (name === undefined) {
    report(reading, "missing-key", "The extension has no name", path);
    return;
  }
  const full = [...reading.path, ...path];
  const origin: Origin = {
    document: reading.document,
    spec: full,
    bodies: isExtension ? full : [...full, "schema"],
  };
  reading.collected.specs.push(build(kind, name, fields, bodies, origin, rows));
}

function build(
  kind: SpecKind,
  name: string,
  fields: Record<string, unknown>,
  bodies: Record<string, unknown>,
  origin: Origin,
  rows: SeedRows | undefined,
): Spec {
  const database = fields["database"];
  return {
    kind,
    name,
    ...(typeof database === "string" && database !== "" && { database }),
    requires: Array.isArray(fields["requires"]) ? fields["requires"].map(String) : [],
    removeOnDeletion: fields["removeOnDeletion"] === true,
    bodies,
    origin,
    ...(rows && { rows }),
  };
}

function rowsOf(reading: Reading, fields: Record<string, unknown>, path: Path): SeedRows | undefined {
  const seedData = fields["seedData"];
  if (!isMap(seedData) || seedData["rows"] === undefined || seedData["rows"] === null) return undefined;
  return new SeedRows(reading.document, [...reading.path, ...path, "seedData", "rows"]);
}

function extensionName(fields: Record<string, unknown>, bodies: Record<string, unknown>): string | undefined {
  for (const candidate of [fields, ...Object.values(bodies)]) {
    const name = isMap(candidate) ? candidate["name"] : undefined;
    if (typeof name === "string" && name !== "") return name;
  }
  return undefined;
}

/** In Kubernetes YAML a key with null is the same as no key. */
function withoutNulls(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
}

function withoutKeys(value: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

function asMap(value: unknown): Record<string, unknown> {
  return isMap(value) ? value : {};
}
