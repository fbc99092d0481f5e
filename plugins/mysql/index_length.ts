// How long indexes of InnoDB are, and what the servers make of those that are too long. MySQL refuses them. MariaDB cuts
// one that is plain and on a single column, and makes one that is unique a hash; which it is, is said here as the server
// would. Tried on MySQL 9.7 and MariaDB 10.11.
import type { Column, Index, IndexPart } from "../../protocol/model.ts";
import { columnExtra, indexExtra, partExtra, withExtra } from "./model.ts";
import { argumentsOf, baseOf, valuesOf } from "./types.ts";

/** The most bytes of an index, with pages of 16 KiB and rows that are dynamic or compressed. */
export const MAX_INDEX_BYTES = 3072;
const MAX_BYTES_TINY = 255;

/** The most bytes that a character takes; of those that are not here, one. */
const CHARACTER_BYTES: Readonly<Record<string, number>> = {
  ...{ utf8mb4: 4, utf16: 4, utf16le: 4, utf32: 4, gb18030: 4, utf8mb3: 3, ujis: 3, eucjpms: 3 },
  ...{ ucs2: 2, big5: 2, gbk: 2, gb2312: 2, sjis: 2, cp932: 2, euckr: 2 },
};

const FIXED_BYTES: Readonly<Record<string, number>> = {
  ...{ tinyint: 1, year: 1, smallint: 2, mediumint: 3, date: 3, int: 4, float: 4, bigint: 8, double: 8 },
  ...{ inet4: 4, uuid: 16, inet6: 16 },
};
/** Of types whose fractions of a second take more. */
const TIME_BYTES: Readonly<Record<string, number>> = { time: 3, timestamp: 4, datetime: 5 };

/** Columns by names in lower case. */
export type ColumnsByName = ReadonlyMap<string, Column>;

/** True for types that no server indexes as a whole. */
export function needsLength(type: string): boolean {
  return /^(?:tiny|medium|long)?(?:text|blob)$|^json$/.test(baseOf(type));
}

/** The bytes of the parts together; undefined when it is not known of one of them. */
export function indexBytes(parts: readonly IndexPart[], columns: ColumnsByName): number | undefined {
  let bytes = 0;
  for (const part of parts) {
    const more = partBytes(part, columnOf(part, columns));
    if (more === undefined) return undefined;
    bytes += more;
  }
  return bytes;
}

/** The index as MariaDB makes it in InnoDB. */
export function asMariaDbMakesIt(index: Index, columns: ColumnsByName): Index {
  if (indexExtra(index).method !== undefined) return index;
  if (index.unique) {
    const isHash = index.parts.some((part) => isWhole(part) && needsLength(typeOf(part, columns))) ||
      (indexBytes(index.parts, columns) ?? 0) > MAX_INDEX_BYTES;
    return isHash ? { ...index, ...withExtra({ ...indexExtra(index), method: "hash" }) } : index;
  }
  const parts = index.parts.map((part) => {
    const length = lengthOf(part, columnOf(part, columns));
    return length === undefined ? part : { ...part, extra: { length } };
  });
  return { ...index, parts };
}

function columnOf(part: IndexPart, columns: ColumnsByName): Column | undefined {
  return columns.get((part.column ?? "").toLowerCase());
}

function isWhole(part: IndexPart): boolean {
  return partExtra(part).length === undefined;
}

function typeOf(part: IndexPart, columns: ColumnsByName): string {
  return columnOf(part, columns)?.type ?? "";
}

/** The length that the server gives a part; undefined: all of the column. */
function lengthOf(part: IndexPart, column: Column | undefined): number | undefined {
  if (!column || !isWhole(part)) return undefined;
  const base = baseOf(column.type);
  if (needsLength(column.type) && base.startsWith("tiny")) return MAX_BYTES_TINY;
  const isLong = needsLength(column.type) || (partBytes(part, column) ?? 0) > MAX_INDEX_BYTES;
  return isLong ? Math.floor(MAX_INDEX_BYTES / characterBytes(column)) : undefined;
}

function characterBytes(column: Column): number {
  const charset = baseOf(column.type) === "json" ? "utf8mb4" : columnExtra(column).charset;
  return CHARACTER_BYTES[charset ?? ""] ?? 1;
}

function partBytes(part: IndexPart, column: Column | undefined): number | undefined {
  if (!column) return undefined;
  const { length } = partExtra(part);
  if (length !== undefined) return length * characterBytes(column);
  const base = baseOf(column.type);
  const [size = 0, scale = 0] = argumentsOf(column.type);
  switch (base) {
    case "char":
    case "varchar":
    case "binary":
    case "varbinary":
      return size * characterBytes(column);
    case "bit":
      return Math.ceil(size / 8);
    case "decimal":
      return digitBytes(size - scale) + digitBytes(scale);
    case "enum":
      return valuesOf(column.type).length > 255 ? 2 : 1;
    case "time":
    case "timestamp":
    case "datetime":
      return (TIME_BYTES[base] ?? 0) + Math.ceil(size / 2);
    default:
      return Object.hasOwn(FIXED_BYTES, base) ? FIXED_BYTES[base] : undefined;
  }
}

/** Nine digits are four bytes. */
function digitBytes(digits: number): number {
  return Math.floor(digits / 9) * 4 + Math.ceil((digits % 9) / 2);
}
