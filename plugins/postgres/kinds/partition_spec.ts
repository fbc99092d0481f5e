// The YAML of partitioned tables, within a Table document, and what it means.
import {
  array,
  boolean,
  type Infer,
  int,
  object,
  oneOfWords,
  optional,
  scalar,
  type Schema,
} from "../../../protocol/schema.ts";
import { quoteName } from "../../kit/quote.ts";
import { readDefault } from "../default.ts";
import type { SpecPath } from "../draft.ts";
import { collationSql } from "../draft.ts";
import { keptName } from "../model.ts";
import { COMMENT, NAME, PREVIOUS, SCHEMA_KEY, SQL } from "../spec_parts.ts";
import { isContained, tokenize } from "../tokens.ts";

const KEY_MAP = object({
  name: optional(NAME("The column; either this or `expression`")),
  expression: optional(SQL("An SQL expression")),
  collation: optional(NAME("The collation, where it is not the column's")),
  operatorClass: optional(NAME("The operator class, where it is not the type's default")),
});

const KEY_PART: Schema<string | Infer<typeof KEY_MAP>> = {
  ...KEY_MAP,
  type: ["string", "object"],
  description: "A column's name, or a map with `name` or `expression`",
};

const PARTITION_BY_SPEC = object({
  method: oneOfWords(["range", "list", "hash"], { description: "How rows are told apart" }),
  columns: array(KEY_PART, { minItems: 1, maxItems: 32, description: "The partition key, in order" }),
}, { description: "A partitioned table: its rows are in its partitions. It cannot be changed afterwards" });

/** `partitionBy:` */
export const PARTITION_BY = optional(PARTITION_BY_SPEC);

const BOUND = (description: string) =>
  optional(array(scalar(), { minItems: 1, maxItems: 10_000, description }));

const PARTITION_FIELDS = {
  name: NAME("The partition's name: it is a table of its own"),
  schema: SCHEMA_KEY,
  from: BOUND("Range: the first values that belong to it; `minvalue`: there is no smallest"),
  to: BOUND("Range: the first values behind it; `maxvalue`: there is no largest"),
  in: BOUND("List: the values that belong to it"),
  modulus: optional(int({ minimum: 1, description: "Hash: into how many parts rows are divided" })),
  remainder: optional(int({ minimum: 0, description: "Hash: which of the parts it is" })),
  isDefault: optional(boolean({ description: "True: it takes what belongs to no other" })),
  comment: COMMENT,
  isDeleted: optional(boolean({ description: "True: it is dropped with its rows" })),
  previousNames: PREVIOUS("partition"),
};

const LEAF_SPEC = object(PARTITION_FIELDS);
const LEAVES = optional(array(LEAF_SPEC, { maxItems: 10_000, description: "Its own partitions" }));

const PARTITION_SPEC = object({ ...PARTITION_FIELDS, partitionBy: PARTITION_BY, partitions: LEAVES }, {
  description: "A partition",
});

/** `partitions:` */
export const PARTITIONS = optional(array(PARTITION_SPEC, {
  maxItems: 10_000,
  description: "All partitions: others are detached, and stay as tables. Absent: partitions are left alone",
}));

export type PartitionBySpec = Infer<typeof PARTITION_BY_SPEC>;
export type PartitionSpec = Infer<typeof PARTITION_SPEC>;

/** Reports what is wrong, by its place below the specification. */
export type PartitionError = (code: string, message: string, path: SpecPath) => void;

/** `RANGE (a, lower(b))`, as pg_get_partkeydef() writes it but for quotes. */
export function partitionKeySql({ method, columns }: PartitionBySpec, error: PartitionError): string {
  const parts = columns.map((each, at) => {
    const part = typeof each === "string" ? { name: each } : each;
    const path = ["columns", at];
    const { name, expression, collation, operatorClass } = part as Infer<typeof KEY_MAP>; // a name is one of its forms
    if (name === "") {
      error("invalid-name", "A name has at least one character", path);
      return "";
    }
    if ((name === undefined) === (expression === undefined)) {
      error("contradiction", "A part of a partition key has either a name or an expression", path);
    }
    if (expression !== undefined && !isContained(expression)) {
      error("invalid-expression", `Not one complete SQL expression: ${expression}`, path);
    }
    if ([name, collation, operatorClass].some((text) => text?.includes("\0"))) {
      error("invalid-name", "A name cannot hold a NUL character", path);
    }
    if (collation?.startsWith('"') && !/^"(?:[^"]|"")+"(?:\."(?:[^"]|"")+")?$/.test(collation)) {
      error("invalid-collation", `Not a collation: ${collation}`, path);
    }
    if (operatorClass !== undefined && !/^[\w$]+(?:\.[\w$]+)?$/.test(operatorClass)) {
      error("invalid-operator-class", `Not an operator class: ${operatorClass}`, path);
    }
    const keySql = name !== undefined
      ? quoteName(keptName(name))
      : isCall(expression ?? "")
      ? expression
      : `(${expression})`;
    const collatedSql = collation === undefined ? "" : ` COLLATE ${collationSql(collation)}`;
    const classSql = operatorClass === undefined ? "" : ` ${operatorClass}`;
    return `${keySql}${collatedSql}${classSql}`;
  });
  return `${method.toUpperCase()} (${parts.join(", ")})`;
}

function isCall(expression: string): boolean {
  return /^[a-z_][\w$]*\s*\(.*\)$/is.test(expression.trim()) && isContained(expression) &&
    /^[^()]*\([^()]*\)$/.test(expression.trim());
}

/** Equal forms, equal keys and bounds: quotes around names and numbers mean nothing there. */
export function plainForm(sql: string): string {
  return tokenize(sql).map(({ value }) => value).join(" ");
}

/** A partition key with the new names of its columns. */
export function withRenamedColumns(sql: string, names: ReadonlyMap<string, string>): string {
  let done = "";
  let at = 0;
  for (const { kind, value, start, end } of tokenize(sql)) {
    const name = kind === "word" || kind === "name" ? names.get(value) : undefined;
    if (name === undefined) continue;
    done += sql.slice(at, start) + quoteName(name);
    at = end;
  }
  return done + sql.slice(at);
}

/** `FOR VALUES FROM (...) TO (...)` and its like; undefined when the specification is wrong, which is reported. */
export function boundSql(spec: PartitionSpec, method: string, error: PartitionError): string | undefined {
  const { from, to, in: values, modulus, remainder, isDefault } = spec;
  const forms = {
    range: from !== undefined && to !== undefined,
    list: values !== undefined,
    hash: modulus !== undefined && remainder !== undefined,
    default: isDefault === true,
  };
  const given = Object.entries(forms).flatMap(([name, is]) => is ? [name] : []);
  const [form] = given;
  if (
    given.length !== 1 || (form !== "default" && form !== method) || (form === "default" && method === "hash")
  ) {
    const needs = { range: "from and to", list: "in", hash: "modulus and remainder" }[method] ?? "bounds";
    error("invalid-bounds", `A partition of a table that is partitioned by ${method} has ${needs}`, []);
    return undefined;
  }
  if (form === "default") return "DEFAULT";
  if (form === "hash") return `FOR VALUES WITH (modulus ${Number(modulus)}, remainder ${Number(remainder)})`;
  const list = (key: "from" | "to" | "in", items: NonNullable<PartitionSpec["from"]>) =>
    items.map((item, at) => {
      const word = typeof item === "string" ? item.trim().toLowerCase() : "";
      if (key !== "in" && (word === "minvalue" || word === "maxvalue")) return word.toUpperCase();
      if (item === null) return "NULL";
      const found = readDefault(item, "text");
      if (found && !found.isExpression) return found.sql;
      error("invalid-bounds", `Bounds are constants: ${item}`, [key, at]);
      return "NULL";
    }).join(", ");
  return form === "list"
    ? `FOR VALUES IN (${list("in", values ?? [])})`
    : `FOR VALUES FROM (${list("from", from ?? [])}) TO (${list("to", to ?? [])})`;
}
