// Triggers that seed rows start and that write to seed rows: what they leave may never be what the specs say. No
// plan can mend that, so it is told.
import type { Diagnostic } from "../../protocol/errors.ts";
import { foldAscii } from "../kit/quote.ts";
import { triggerBody } from "./generate_text.ts";
import type { SchemaObject } from "./inspect.ts";
import { type Token, tokenize } from "./tokens.ts";

/** A table whose rows are seeded. */
export interface SeededTable {
  readonly name: string;
  /** The spec's index. */
  readonly spec: number;
  readonly triggers: readonly SchemaObject[];
  /** Folded names of the columns that its seed rows give. */
  readonly columns: ReadonlySet<string>;
  /** True when the plan writes some of its rows. */
  readonly isWritten: boolean;
}

/** Warns of triggers by which the next plan may find seed rows different again. */
export function triggerWarnings(tables: readonly SeededTable[]): Diagnostic[] {
  const byName = new Map(tables.map((table) => [foldAscii(table.name), table]));
  return tables.filter(({ isWritten }) => isWritten).flatMap((table) =>
    table.triggers.flatMap((trigger): Diagnostic[] => {
      const found = writesOf(trigger).find(({ target, columns }) => {
        const seeded = byName.get(target);
        return seeded && (!columns || columns.some((column) => seeded.columns.has(column)));
      });
      const seeded = found && byName.get(found.target);
      if (!found || !seeded) return [];
      const what = found.columns?.filter((column) => seeded.columns.has(column)).join(", ") ?? "rows";
      return [{
        severity: "warning",
        code: "seed-changed-by-trigger",
        message:
          `Trigger ${trigger.name}, which seed rows of ${table.name} start, writes to ${what} of ${seeded.name}: the next plan may find seed rows of ${seeded.name} different again`,
        hint: "Leave out of the seed rows what the trigger decides, or give the values that it leaves",
        spec: table.spec,
        path: [],
      }];
    })
  );
}

/** A statement of a trigger that alters rows which are there. Names are folded. */
interface Write {
  readonly target: string;
  /** Undefined: whole rows. */
  readonly columns?: readonly string[];
}

function writesOf({ name, sql }: SchemaObject): Write[] {
  const body = triggerBody(name, sql) as { readonly statements?: string } | undefined; // what triggerBody() makes
  const statements: Token[][] = [[]];
  for (const token of tokenize(body?.statements ?? "")) {
    if (token.kind === "symbol" && token.value === ";") statements.push([]);
    else statements.at(-1)?.push(token);
  }
  return statements.flatMap(writeOf);
}

function writeOf(statement: readonly Token[]): Write[] {
  const isWord = (at: number, ...words: readonly string[]) =>
    statement[at]?.kind === "word" && words.includes(statement[at].value);
  const after = isWord(1, "or") ? 3 : 1; // UPDATE OR IGNORE
  const target = (at: number) => foldAscii(statement[at]?.value ?? "");
  if (isWord(0, "update")) return [{ target: target(after), columns: assignedColumns(statement) }];
  if (isWord(0, "delete")) return [{ target: target(2) }];
  const replaces = isWord(0, "replace") || (isWord(0, "insert") && isWord(1, "or") && isWord(2, "replace"));
  if (replaces) return [{ target: target(isWord(0, "replace") ? 2 : 4) }];
  const isUpsert = isWord(0, "insert") &&
    statement.some((_, at) => isWord(at, "do") && isWord(at + 1, "update"));
  return isUpsert ? [{ target: target(after + 1), columns: assignedColumns(statement) }] : [];
}

/** Folded names of what stands before an `=` after SET: `a = 1, (b, c) = (2, 3)`. */
function assignedColumns(statement: readonly Token[]): string[] {
  const start = statement.findIndex(({ kind, value }) => kind === "word" && value === "set");
  const columns: string[] = [];
  let isTarget = true;
  let depth = 0;
  for (const { kind, value } of statement.slice(start + 1)) {
    if (kind === "symbol" && value === "(") depth++;
    else if (kind === "symbol" && value === ")") depth--;
    else if (depth === 0 && kind === "symbol" && value === "=") isTarget = false;
    else if (depth === 0 && kind === "symbol" && value === ",") isTarget = true;
    else if (depth === 0 && kind === "word" && ["where", "from", "returning"].includes(value)) break;
    else if (isTarget && (kind === "word" || kind === "name")) columns.push(foldAscii(value));
  }
  return columns;
}
