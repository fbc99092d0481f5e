// deno-lint-ignore-file camelcase -- the words of the server
// Options of tables and views: how the server spells and completes what people write, which differ, and how they are
// written in CQL. A property that people do not write is left as it is.
import { mapLiteral, textLiteral } from "./literal.ts";
import type { PropertiesSpec } from "./spec.ts";
import type { MapOfScalars } from "./spec_parts.ts";

/** Values of options, by the server's names, in the server's spelling. */
export type Properties = Readonly<Record<string, PropertyValue>>;
type PropertyValue = string | number | boolean | Readonly<Record<string, string>>;

type Kind = "number" | "boolean" | "text" | "policy" | "upper" | "caching" | "compaction" | "compression";

/** An option: its name in YAML and on the server, and how it is read. */
interface Property {
  readonly key: keyof PropertiesSpec;
  readonly name: string;
  readonly kind: Kind;
  /** What a null of system_schema means. Absent: the node has no such option, or does not show it. */
  readonly absent?: PropertyValue;
}

/** Every option, in the order in which they are written. */
export const PROPERTIES: readonly Property[] = [
  { key: "additionalWritePolicy", name: "additional_write_policy", kind: "policy" },
  { key: "allowAutoSnapshot", name: "allow_auto_snapshot", kind: "boolean", absent: true },
  { key: "bloomFilterFPChance", name: "bloom_filter_fp_chance", kind: "number" },
  { key: "caching", name: "caching", kind: "caching" },
  { key: "cdc", name: "cdc", kind: "boolean" },
  { key: "comment", name: "comment", kind: "text", absent: "" },
  { key: "compaction", name: "compaction", kind: "compaction" },
  { key: "compression", name: "compression", kind: "compression" },
  { key: "crcCheckChance", name: "crc_check_chance", kind: "number" },
  { key: "defaultTTL", name: "default_time_to_live", kind: "number" },
  { key: "gcGraceSeconds", name: "gc_grace_seconds", kind: "number" },
  { key: "incrementalBackups", name: "incremental_backups", kind: "boolean", absent: true },
  { key: "maxIndexInterval", name: "max_index_interval", kind: "number" },
  { key: "memtable", name: "memtable", kind: "text", absent: "default" },
  { key: "memtableFlushPeriodMs", name: "memtable_flush_period_in_ms", kind: "number" },
  { key: "minIndexInterval", name: "min_index_interval", kind: "number" },
  { key: "readRepair", name: "read_repair", kind: "upper" },
  { key: "speculativeRetry", name: "speculative_retry", kind: "policy" },
];

/** Options that Cassandra had before version 4. */
export const GONE_PROPERTIES: readonly (keyof PropertiesSpec)[] = [
  "dcLocalReadRepairChance",
  "readRepairChance",
];

const COMPACTION = "org.apache.cassandra.db.compaction.";
const COMPRESSION = "org.apache.cassandra.io.compress.";
/** The server adds these to every strategy but the unified one. */
const THRESHOLDS = { max_threshold: "32", min_threshold: "4" };
const CHUNK = { chunk_length_in_kb: "16" };

/** Reads what people wrote. @throws {RangeError} for a value that is none */
export function wantedProperties(spec: PropertiesSpec | undefined): Properties {
  if (!spec) return {};
  return Object.fromEntries(PROPERTIES.flatMap(({ key, name, kind }) => {
    const value = spec[key];
    return value === undefined ? [] : [[name, normal(kind, value, key)]];
  }));
}

/** Reads a row of system_schema.tables or .views. What the node does not show is left out. */
export function liveProperties(row: Readonly<Record<string, unknown>>): Properties {
  return Object.fromEntries(PROPERTIES.flatMap(({ key, name, kind, absent }) => {
    const value = row[name] ?? (name in row ? absent : undefined);
    return value === undefined ? [] : [[name, normal(kind, fromDriver(value), key)]];
  }));
}

/** The options that differ, by the server's names. */
export function changedProperties(from: Properties, to: Properties): Properties {
  return Object.fromEntries(
    Object.entries(to).filter(([name, value]) => plain(from[name]) !== plain(value)),
  );
}

/** The names of options that a node shows for none of its tables: it lets nobody set them. */
export function hiddenProperties(live: Properties, wanted: Properties): readonly string[] {
  return Object.keys(wanted).filter((name) => live[name] === undefined);
}

/** `name = value`, joined by AND. */
export function propertiesSql(properties: Properties): string {
  return Object.entries(properties).map(([name, value]) => `${name} = ${propertySql(brief(name, value))}`)
    .join(" and ");
}

/** Options as a document has them. Those that are as the server makes them are left out. */
export function describedProperties(properties: Properties): Record<string, unknown> {
  const own = ownProperties(properties);
  return Object.fromEntries(PROPERTIES.flatMap(({ key, name }) => {
    const value = own[name];
    return value === undefined ? [] : [[key, brief(name, value)]];
  }));
}

/** Options that are not as the server makes them. */
export function ownProperties(properties: Properties): Properties {
  const compaction = properties["compaction"];
  const isLeveled = typeof compaction === "object" &&
    /LeveledCompactionStrategy$/.test(compaction["class"] ?? "");
  const defaults: Properties = { ...DEFAULTS, bloom_filter_fp_chance: isLeveled ? 0.1 : 0.01 };
  return Object.fromEntries(PROPERTIES.flatMap(({ name, absent }) => {
    const value = properties[name];
    return value === undefined || plain(value) === plain(absent ?? defaults[name]) ? [] : [[name, value]];
  }));
}

/** What Cassandra 5.0 gives tables by itself. */
const DEFAULTS: Properties = {
  additional_write_policy: "99p",
  caching: { keys: "ALL", rows_per_partition: "NONE" },
  cdc: false,
  compaction: { class: `${COMPACTION}SizeTieredCompactionStrategy`, ...THRESHOLDS },
  compression: { class: `${COMPRESSION}LZ4Compressor`, ...CHUNK },
  crc_check_chance: 1,
  default_time_to_live: 0,
  gc_grace_seconds: 864000,
  max_index_interval: 2048,
  memtable_flush_period_in_ms: 0,
  min_index_interval: 128,
  read_repair: "BLOCKING",
  speculative_retry: "99p",
};

/** Without what the server adds by itself, its own classes without their package. */
function brief(name: string, value: PropertyValue): PropertyValue {
  if (typeof value !== "object" || (name !== "compaction" && name !== "compression")) return value;
  const [packageName, implied]: [string, Readonly<Record<string, string>>] = name === "compaction"
    ? [COMPACTION, THRESHOLDS]
    : [COMPRESSION, CHUNK];
  const { class: className, ...options } = value;
  const said = Object.entries(options).filter(([key, each]) => implied[key] !== each);
  return {
    ...(className !== undefined &&
      { class: className.startsWith(packageName) ? className.slice(packageName.length) : className }),
    ...Object.fromEntries(said),
  };
}

function propertySql(value: PropertyValue): string {
  if (typeof value === "string") return textLiteral(value);
  return typeof value === "object" ? mapLiteral(value) : String(value);
}

/** Equal texts, equal values. */
function plain(value: PropertyValue | undefined): string {
  if (typeof value !== "object") return JSON.stringify(value) ?? "";
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
}

function fromDriver(value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value;
}

function normal(kind: Kind, value: unknown, key: string): PropertyValue {
  switch (kind) {
    case "number": {
      const number = Number(value);
      if (Number.isFinite(number) && String(value).trim() !== "") return number;
      throw new RangeError(`${key} is not a number: ${value}`);
    }
    case "boolean":
      return value === true;
    case "text":
      return String(value);
    case "upper":
      return String(value).toUpperCase();
    case "policy":
      return normalPolicy(String(value));
    case "caching":
      return normalCaching(texts(value));
    case "compaction":
      return normalCompaction(texts(value));
    case "compression":
      return normalCompression(texts(value));
  }
}

function texts(value: unknown): Record<string, string> {
  const map = value as MapOfScalars; // the spec's schema, or the driver
  return Object.fromEntries(
    Object.entries(map).map(([key, each]) => [key, String(each)]).sort(([a = ""], [b = ""]) =>
      a < b ? -1 : 1
    ),
  );
}

/** `99.0PERCENTILE` is 99p, `10.5ms` is 10ms, words are upper case. */
function normalPolicy(text: string): string {
  const trimmed = text.trim();
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)(p|percentile|ms)$/i.exec(trimmed) ?? [];
  if (number !== undefined) {
    return unit.toLowerCase() === "ms" ? `${Math.trunc(Number(number))}ms` : `${Number(number)}p`;
  }
  const [, word = "", first = "", second = ""] = /^(min|max)\(([^,]+),([^,]+)\)$/i.exec(trimmed) ?? [];
  if (word !== "") return `${word.toUpperCase()}(${normalPolicy(first)},${normalPolicy(second)})`;
  return trimmed.toUpperCase();
}

function normalCaching(map: Record<string, string>): Record<string, string> {
  const whole: Record<string, string> = { keys: "ALL", rows_per_partition: "NONE", ...map };
  return Object.fromEntries(Object.entries(whole).map(([key, value]) => [key, value.toUpperCase()]));
}

function normalCompaction(map: Record<string, string>): Record<string, string> {
  const className = longName(map["class"] ?? "SizeTieredCompactionStrategy", COMPACTION);
  const isUnified = className === `${COMPACTION}UnifiedCompactionStrategy`;
  return { ...(!isUnified && THRESHOLDS), ...map, class: className };
}

function normalCompression(map: Record<string, string>): Record<string, string> {
  const { sstable_compression, chunk_length_kb, ...others } = map;
  const name = others["class"] ?? sstable_compression;
  if (others["enabled"]?.toLowerCase() === "false" || name === "" || name === undefined) {
    return name === undefined && Object.keys(map).some((key) => key !== "enabled")
      ? { ...others }
      : { enabled: "false" };
  }
  const { enabled: _, ...options } = others;
  const chunk = chunk_length_kb === undefined ? CHUNK : { chunk_length_in_kb: chunk_length_kb };
  return { ...chunk, ...options, class: longName(name, COMPRESSION) };
}

/** Class names may be written without their package. */
export function longName(name: string, packageName: string): string {
  return name.includes(".") ? name : packageName + name;
}
