// Virtual tables: created and dropped as declared. One of another definition is never rebuilt: only its module knows
// what its shadow tables hold, so the user is told how to do it.
import { foldAscii, quoteName } from "../kit/quote.ts";
import type { Report } from "./desired.ts";
import { virtualBody } from "./generate_text.ts";
import type { Catalog } from "./inspect.ts";
import type { TableRequest } from "./requests.ts";
import type { TableSpec, VirtualSpec } from "./spec.ts";
import { key, NOTHING, type PlannedStep } from "./steps.ts";
import { isContained, tokenize } from "./tokens.ts";

/** What a table that is not virtual has, and a virtual one has not. */
const TABLE_ONLY: readonly (keyof TableSpec)[] = [
  "columns",
  "primaryKey",
  "indexes",
  "foreignKeys",
  "checks",
  "triggers",
  "strict",
  "withoutRowid",
];

/** Checks a wanted virtual table. False when there are errors, which are reported. */
export function checkVirtual({ spec, body }: TableRequest, report: Report): boolean {
  let isSound = true;
  const error = (code: string, message: string, path: readonly (string | number)[], hint?: string) => {
    isSound = false;
    report({
      severity: "error",
      code,
      message,
      spec: spec.index,
      path,
      ...(hint !== undefined && { hint }),
    });
  };
  for (const field of TABLE_ONLY) {
    if (body?.[field] === undefined) continue;
    const hint = field === "columns"
      ? "Write what USING module(...) takes under virtual.arguments"
      : undefined;
    error("virtual-table", `Virtual table ${spec.name} cannot have ${field}`, [field], hint);
  }
  const { module = "", arguments: list = [] } = body?.virtual ?? {};
  if (module.includes("\0")) error("invalid-name", "A module's name holds a NUL", ["virtual", "module"]);
  list.forEach((argument, index) => {
    if (isContained(argument) && !hasOuterComma(argument)) return;
    error("invalid-argument", `Not one complete argument: ${argument}`, ["virtual", "arguments", index]);
  });
  return isSound;
}

function hasOuterComma(sql: string): boolean {
  let depth = 0;
  return tokenize(sql).some(({ kind, value }) => {
    if (kind !== "symbol") return false;
    if (value === "(") depth++;
    else if (value === ")") depth--;
    return value === "," && depth === 0;
  });
}

/** The step that creates a wanted virtual table; undefined when it is there. A different one is reported. */
export function virtualStep(
  { spec, body }: TableRequest,
  current: Catalog,
  live: Catalog,
  report: Report,
): PlannedStep | undefined {
  const wanted = body?.virtual;
  if (!wanted) return undefined;
  const folded = foldAscii(spec.name);
  // A module that only the application has leaves a gap in the rehearsal, from which `current` is read.
  const there = current.tables.get(folded) ?? live.tables.get(folded);
  if (!there) {
    const sql = createVirtual(spec.name, wanted);
    const mentioned = tokenize(sql).map((token) => key.table(token.value));
    return {
      ...NOTHING,
      produces: [key.table(spec.name), key.whole(spec.name)],
      requires: mentioned.filter((each) => each !== key.table(spec.name)),
      origin: { spec: spec.index, path: ["virtual"] },
      statements: [{
        sql,
        kind: "create",
        object: { kind: "table", name: spec.name },
        change: `Create virtual table ${spec.name}`,
        hazards: [],
        transactional: true,
      }],
    };
  }
  if (isSameVirtual(there.sql, wanted)) return undefined;
  report({
    severity: "error",
    code: "virtual-table-differs",
    message: `Virtual table ${there.name} is of another definition: ${
      there.sql.replace(/\s+/g, " ").slice(0, 200)
    }`,
    hint:
      "A virtual table is never rebuilt. Describe the new one under another name, copy the rows with INSERT ... SELECT, then set isDeleted on the old one",
    spec: spec.index,
    path: ["virtual"],
  });
  return undefined;
}

/** True when a CREATE VIRTUAL TABLE text has the wanted module and arguments. */
export function isSameVirtual(sql: string, wanted: VirtualSpec): boolean {
  // virtualBody() gives what the schema of `virtual` describes.
  const live = virtualBody(sql)?.["virtual"] as VirtualSpec | undefined;
  if (!live) return false;
  return foldAscii(live.module) === foldAscii(wanted.module) &&
    argumentsForm(live.arguments) === argumentsForm(wanted.arguments);
}

/** Modules take `porter`, `'porter'` and `"porter"` for the same. */
function argumentsForm(list: readonly string[] = []): string {
  return list.map((argument) => tokenize(argument).map((token) => token.value).join(" ")).join("\0");
}

function createVirtual(name: string, { module, arguments: list = [] }: VirtualSpec): string {
  const argumentsSql = list.length > 0 ? ` (${list.join(", ")})` : "";
  const moduleSql = /^[a-z_][a-z0-9_]*$/i.test(module) ? module : quoteName(module);
  return `create virtual table ${quoteName(name)} using ${moduleSql}${argumentsSql}`;
}
