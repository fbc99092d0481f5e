// From a parsed document to a Spec or DatabaseDocument: which kind it is, and whether all but the engines' own parts
// is right. A document that belongs to something else is skipped with a note; one that is meant for us but cannot
// be right is a problem, never skipped. Called by load.ts.
import { describeValue, suggest } from "../../protocol/schema.ts";
import { isMap } from "./cell.ts";
import { readDatabase } from "./database.ts";
import { METADATA, TOP_LEVEL_KEYS } from "./document_schema.ts";
import { didYouMean } from "./problem.ts";
import { isRight, type Reading, report } from "./reading.ts";
import { KIND_OF_SPEC_TYPE, type SpecKind, type SpecType } from "./spec.ts";
import { readSpec } from "./spec_reader.ts";

const SCHEMAS_GROUP = "schemas.schemahero.io";
const DATABASES_GROUP = "databases.schemahero.io";
const SPEC_KINDS: readonly string[] = Object.values(KIND_OF_SPEC_TYPE);
const VERSION = /^v[0-9]+(?:(?:alpha|beta)[0-9]+)?$/;

/** Recognises one document and adds what it is to the collection. */
export function recognise(reading: Reading, value: unknown, specType: SpecType): void {
  if (value === null || value === undefined) return;
  if (!isMap(value)) {
    report(reading, "not-a-document", `Expected a document (a map), found ${describeValue(value)}`, []);
    return;
  }
  if (!Object.hasOwn(value, "apiVersion") && !Object.hasOwn(value, "kind")) {
    bare(reading, value, specType);
    return;
  }
  const { apiVersion, kind } = value;
  for (const [key, found] of [["apiVersion", apiVersion], ["kind", kind]] as const) {
    if (typeof found === "string" && found !== "") continue;
    const problem = found === undefined || found === null
      ? `Missing key "${key}"`
      : `Expected text as ${key}, found ${describeValue(found)}`;
    const hint = "A document has both apiVersion and kind, or neither (a bare spec)";
    report(reading, "missing-key", problem, found === undefined ? [] : [key], { hint });
    return;
  }
  wrapped(reading, value, String(apiVersion), String(kind), specType);
}

/** Notes that a document is left out. */
function skip(reading: Reading, message: string): void {
  reading.collected.notes.push({ path: reading.document.file.path, message });
}

function bare(reading: Reading, value: Record<string, unknown>, specType: SpecType): void {
  const kind = KIND_OF_SPEC_TYPE[specType];
  const keys = Object.keys(value);
  if (Object.hasOwn(value, "spec") && !Object.hasOwn(value, "schema")) {
    if (checkEnvelope(reading, value)) readSpec(reading, kind, value["spec"], ["spec"], nameIn(value));
    return;
  }
  if (
    keys.length > 0 && !["name", "schema", "seedData", "database"].some((key) => Object.hasOwn(value, key))
  ) {
    const found = keys.slice(0, 5).join(", ") + (keys.length > 5 ? ", ..." : "");
    report(
      reading,
      "not-a-document",
      `Not a SchemaHero document: no apiVersion and kind, and no keys of a bare ${kind} spec`,
      [],
      {
        hint: `Found ${found}; a bare spec has name and schema. Move other files elsewhere`,
      },
    );
    return;
  }
  readSpec(reading, kind, value, [], undefined);
}

function wrapped(
  reading: Reading,
  value: Record<string, unknown>,
  apiVersion: string,
  kind: string,
  specType: SpecType,
): void {
  const slash = apiVersion.indexOf("/");
  const group = slash === -1 ? "" : apiVersion.slice(0, slash);
  if (apiVersion === "v1" && kind === "List") {
    list(reading, value["items"], specType);
    return;
  }
  if (group !== SCHEMAS_GROUP && group !== DATABASES_GROUP) {
    foreign(reading, group, apiVersion, kind);
    return;
  }
  if (!VERSION.test(apiVersion.slice(slash + 1))) {
    report(reading, "unknown-version", `Unknown apiVersion "${apiVersion}"`, ["apiVersion"], {
      hint: `Write ${group}/v1alpha4`,
    });
    return;
  }
  if (group === SCHEMAS_GROUP && kind === "Migration") {
    skip(reading, "Skipped: a Migration is a record of the operator, not a spec");
    return;
  }
  const isDatabase = kind === "Database";
  if (!isDatabase && !SPEC_KINDS.includes(kind)) {
    report(reading, "unknown-kind", `Unknown kind "${kind}"`, ["kind"], {
      hint: `Known kinds: ${[...SPEC_KINDS, "Database"].join(", ")}`,
      ...didYouMean(suggest(kind, [...SPEC_KINDS, "Database"])),
    });
    return;
  }
  const wanted = isDatabase ? DATABASES_GROUP : SCHEMAS_GROUP;
  if (group !== wanted) {
    report(reading, "wrong-group", `A ${kind} belongs to ${wanted}, not to ${group}`, ["apiVersion"], {
      hint: `Write apiVersion: ${wanted}/v1alpha4`,
    });
    return;
  }
  if (!checkEnvelope(reading, value)) return;
  if (isDatabase) readDatabase(reading, value["spec"], nameIn(value));
  else readSpec(reading, kind as SpecKind, value["spec"], ["spec"], nameIn(value)); // found in SPEC_KINDS
}

/** A document of another group: skipped, unless its group is ours misspelt. */
function foreign(reading: Reading, group: string, apiVersion: string, kind: string): void {
  const nearest = suggest(group, [SCHEMAS_GROUP, DATABASES_GROUP]);
  if (group.includes("schemahero") || nearest !== undefined) {
    const right = kind === "Database" ? DATABASES_GROUP : SCHEMAS_GROUP;
    report(reading, "unknown-group", `Unknown apiVersion "${apiVersion}"`, ["apiVersion"], {
      hint: `Did you mean "${right}/v1alpha4"?`,
    });
    return;
  }
  skip(reading, `Skipped: ${kind} of ${apiVersion} is not a SchemaHero document`);
}

function list(reading: Reading, items: unknown, specType: SpecType): void {
  if (!Array.isArray(items)) {
    report(reading, "type", `Expected a list of items, found ${describeValue(items)}`, ["items"]);
    return;
  }
  for (const [index, item] of items.entries()) {
    recognise({ ...reading, path: [...reading.path, "items", index] }, item, specType);
  }
}

function checkEnvelope(reading: Reading, value: Record<string, unknown>): boolean {
  let isFine = true;
  for (const key of Object.keys(value)) {
    if (TOP_LEVEL_KEYS.includes(key)) continue;
    report(reading, "unknown-key", `Unknown key "${key}"`, [key], {
      at: "key",
      ...didYouMean(suggest(key, TOP_LEVEL_KEYS)),
    });
    isFine = false;
  }
  const { metadata, spec } = value;
  if (metadata !== undefined && metadata !== null && !isRight(reading, METADATA, metadata, ["metadata"])) {
    isFine = false;
  }
  if (isMap(spec)) return isFine;
  // A misspelt `spec` has been reported already.
  if (spec === undefined && !isFine) return false;
  const problem = spec === undefined ? 'Missing key "spec"' : `Expected a map, found ${describeValue(spec)}`;
  report(reading, "missing-key", problem, spec === undefined ? [] : ["spec"]);
  return false;
}

function nameIn(value: Record<string, unknown>): string | undefined {
  const { metadata } = value;
  return isMap(metadata) && typeof metadata["name"] === "string" ? metadata["name"] : undefined;
}
