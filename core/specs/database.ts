// The `spec` of a Database document: which engine, how to connect, which plugin. Values stay as written; core/secrets
// resolves them. Called by recognise.ts and, to find the Database that specs name, by the flow.
import { describeValue, suggest } from "../../protocol/schema.ts";
import { SchemaHeroError } from "../errors.ts";
import { isMap } from "./cell.ts";
import { readPlugin } from "./plugin_block.ts";
import { type Reading, report } from "./reading.ts";
import type { DatabaseDocument, Spec } from "./spec.ts";

/** Keys of a Database's spec. All but connection, plugin and the two switches matter to the operator only. */
const SPEC_KEYS = [
  "engine",
  "connection",
  "plugin",
  "enableShellCommand",
  "immediateDeploy",
  "deploySeedData",
  "schemahero",
  "template",
  "batchWindow",
];

/** Reads the spec of a Database document and adds it to the collection, or its problems. */
export function readDatabase(reading: Reading, spec: unknown, name: string | undefined): void {
  if (!isMap(spec)) return; // reported with the envelope
  const before = reading.collected.problems.length;
  for (const key of Object.keys(spec)) {
    if (SPEC_KEYS.includes(key)) continue;
    const nearest = suggest(key, SPEC_KEYS);
    report(reading, "unknown-key", `Unknown key "${key}"`, ["spec", key], {
      at: "key",
      ...(nearest !== undefined && { hint: `Did you mean "${nearest}"?` }),
    });
  }
  // A key that is missing because it is misspelt has been reported.
  const isMisspelt = spec["connection"] === undefined && reading.collected.problems.length > before;
  const chosen = isMisspelt ? undefined : readConnection(reading, spec["connection"], spec["engine"]);
  const plugin = readPlugin(reading, spec);
  if (name === undefined) report(reading, "missing-key", "A Database needs metadata.name", []);
  if (chosen === undefined || name === undefined || reading.collected.problems.length > before) return;
  reading.collected.databases.push({
    name,
    engine: chosen.engine,
    connection: chosen.options,
    ...(plugin.path !== undefined && { pluginPath: plugin.path }),
    ...(plugin.limits && { pluginLimits: plugin.limits }),
    immediateDeploy: spec["immediateDeploy"] === true,
    deploySeedData: spec["deploySeedData"] === true,
    spec,
    origin: {
      document: reading.document,
      spec: [...reading.path, "spec"],
      bodies: [...reading.path, "spec", "connection"],
    },
  });
}

/**
 * The Database that specs belong to, by the name in their `spec.database`.
 * Undefined when no spec names one that is among the documents and there is not exactly one document.
 * @throws {SchemaHeroError} specs.several-databases when specs name different ones
 */
export function findDatabase(
  specs: readonly Spec[],
  databases: readonly DatabaseDocument[],
): DatabaseDocument | undefined {
  const names = new Set(specs.flatMap(({ database }) => database === undefined ? [] : [database]));
  const found = databases.filter(({ name }) => names.has(name));
  if (found.length > 1) {
    throw new SchemaHeroError(
      "specs.several-databases",
      `The specs belong to several databases: ${found.map(({ name }) => name).join(", ")}`,
      { hint: "Choose one with --database FILE, or give only the specs of one database" },
    );
  }
  if (found.length === 0 && names.size === 0 && databases.length === 1) return databases[0];
  return found[0];
}

interface Chosen {
  readonly engine: string;
  readonly options: Record<string, unknown>;
}

/** Either `{engine: sqlite, uri: ...}` or `{sqlite: {uri: ...}}`; the engine may also be named beside `connection`. */
function readConnection(reading: Reading, connection: unknown, engineBeside: unknown): Chosen | undefined {
  if (!isMap(connection)) {
    const problem = connection === undefined
      ? 'Missing key "connection"'
      : `Expected a map, found ${describeValue(connection)}`;
    report(reading, "missing-key", problem, ["spec", ...(connection === undefined ? [] : ["connection"])], {
      hint: "Write connection: {sqlite: {uri: ...}}, or connection: {engine: sqlite, uri: ...}",
    });
    return undefined;
  }
  const { plugin: _plugin, engine: engineWithin, ...options } = connection;
  const engine = engineWithin ?? engineBeside;
  if (engine !== undefined) {
    if (typeof engine === "string" && engine !== "") return { engine, options: nested(options, engine) };
    const within = engineWithin === undefined ? [] : ["connection"];
    report(reading, "type", `Expected the engine's name, found ${describeValue(engine)}`, [
      "spec",
      ...within,
      "engine",
    ]);
    return undefined;
  }
  const engines = Object.keys(options);
  const [only] = engines;
  if (only === undefined || engines.length > 1) {
    const found = only === undefined ? "nothing" : engines.join(", ");
    report(reading, "missing-key", `Expected exactly one engine under connection, found ${found}`, [
      "spec",
      "connection",
    ], {
      hint:
        "Write connection: {sqlite: {uri: ...}}, or name the engine with connection: {engine: sqlite, uri: ...}",
    });
    return undefined;
  }
  const block = options[only];
  if (isMap(block)) return { engine: only, options: block };
  report(reading, "type", `Expected a map of connection options, found ${describeValue(block)}`, [
    "spec",
    "connection",
    only,
  ], {
    hint: `Name the engine with connection: {engine: ...} when ${only} is an option`,
  });
  return undefined;
}

/** `{engine: sqlite, sqlite: {uri: ...}}` is meant as its block. */
function nested(options: Record<string, unknown>, engine: string): Record<string, unknown> {
  const block = options[engine];
  return Object.keys(options).length === 1 && isMap(block) ? block : options;
}
