// The `plugin` of a Database document, under `spec` or under `spec.connection` (both places are in use): which file,
// and what its process may use up. How it is held is not for a document to say.
import { describeValue } from "../../protocol/schema.ts";
import { durationOf, sizeOf } from "../quantity.ts";
import { isMap } from "./cell.ts";
import { type Reading, report } from "./reading.ts";

/** Limits that a document sets; see core/host/walls/limits.ts. */
export interface PluginLimits {
  readonly memoryBytes?: number;
  readonly cpuSeconds?: number;
  readonly openFiles?: number;
  readonly outputBytes?: number;
  readonly requestMs?: number;
}

/** What a document says of the plugin. */
export interface PluginBlock {
  readonly path?: string;
  readonly limits?: PluginLimits;
}

type Path = readonly (string | number)[];

/** A limit: its name in the core, and its value from text; undefined when it is none. */
type Reader = readonly [
  name: keyof PluginLimits,
  read: (text: string) => number | undefined,
  expected: string,
];

const seconds = (text: string) => {
  const milliseconds = durationOf(text);
  return milliseconds === undefined ? undefined : Math.max(1, Math.ceil(milliseconds / 1000));
};
const files = (text: string) => /^\d+$/.test(text) && Number(text) >= 16 ? Number(text) : undefined;
/** Less than the least with which Deno starts would only ever fail. */
const memory = (text: string) => {
  const bytes = sizeOf(text);
  return bytes !== undefined && bytes >= 640 * 1024 ** 2 ? bytes : undefined;
};

const LIMITS: Readonly<Record<string, Reader>> = {
  memory: ["memoryBytes", memory, "a size of at least 640MiB"],
  cpu: ["cpuSeconds", seconds, "a duration such as 10m"],
  openFiles: ["openFiles", files, "a number of at least 16"],
  output: ["outputBytes", sizeOf, "a size such as 8GiB"],
  requestTimeout: ["requestMs", durationOf, "a duration such as 10m"],
};

/** Reads the block, or its problems. */
export function readPlugin(reading: Reading, spec: Record<string, unknown>): PluginBlock {
  const connection = spec["connection"];
  const places = [
    { plugin: isMap(connection) ? connection["plugin"] : undefined, at: ["spec", "connection", "plugin"] },
    { plugin: spec["plugin"], at: ["spec", "plugin"] },
  ];
  let found: PluginBlock = {};
  for (const { plugin, at } of places) {
    if (plugin === undefined || plugin === null) continue;
    if (!isMap(plugin)) {
      report(reading, "type", `Expected a map, found ${describeValue(plugin)}`, at);
      continue;
    }
    for (const [key, value] of Object.entries(plugin)) {
      const path = [...at, key];
      if (key === "limits") {
        found = { ...found, limits: { ...found.limits, ...readLimits(reading, value, path) } };
      } else if (key !== "localPath") {
        report(reading, "unknown-key", `Unknown key "${key}"`, path, {
          at: "key",
          hint: "Known are localPath and limits",
        });
      } else if (typeof value !== "string" || value === "") {
        report(reading, "type", `Expected a path, found ${describeValue(value)}`, path);
      } else if (found.path !== undefined && found.path !== value) {
        report(reading, "type", "Two different plugin paths in one document", path);
      } else found = { ...found, path: value };
    }
  }
  return found;
}

function readLimits(reading: Reading, value: unknown, at: Path): PluginLimits {
  if (!isMap(value)) {
    report(reading, "type", `Expected a map, found ${describeValue(value)}`, at);
    return {};
  }
  const limits: Partial<Record<keyof PluginLimits, number>> = {};
  for (const [key, written] of Object.entries(value)) {
    const [name, read, expected] = (Object.hasOwn(LIMITS, key) && LIMITS[key]) || [];
    if (!name || !read) {
      report(reading, "unknown-key", `Unknown key "${key}"`, [...at, key], {
        at: "key",
        hint: `Known are ${Object.keys(LIMITS).join(", ")}`,
      });
      continue;
    }
    const limit = typeof written === "string" || typeof written === "number"
      ? read(String(written))
      : undefined;
    if (limit === undefined) {
      report(reading, "type", `Expected ${expected}, found ${describeValue(written)}`, [...at, key]);
    } else limits[name] = limit;
  }
  return limits;
}
