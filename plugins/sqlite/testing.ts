// Drives the plugin in process for its tests: plans specs, applies plans, and has another SQLite judge the result.
// Not part of the plugin.
import type { Diagnostic } from "../../protocol/errors.ts";
import type { Cell, PlanInput, PlanPart, PlanResult, Statement } from "../../protocol/plan.ts";
import type { DatabaseConnection, RequestContext } from "../../protocol/plugin.ts";
import plugin from "./plugin.ts";
import type { TableSpec, ViewSpec } from "./spec.ts";

/** A table's document with its seed rows. */
export interface TestSpec {
  readonly name: string;
  readonly body?: TableSpec;
  /** In place of `body`: the document is a View. */
  readonly view?: ViewSpec;
  readonly columns?: readonly string[];
  readonly rows?: readonly (readonly Cell[])[];
}

/** A plan as it was streamed. */
export interface TestPlan {
  readonly statements: readonly Statement[];
  readonly diagnostics: readonly Diagnostic[];
  readonly result: PlanResult;
}

/** A context that nobody cancels. */
export function quietContext(signal: AbortSignal = new AbortController().signal): RequestContext {
  return { signal, progress: () => {}, log: () => {} };
}

/** Connects to a file, or to `:memory:`. */
export function connectTo(path: string, lockTimeoutMs = 100): Promise<DatabaseConnection> {
  return plugin.connect({
    engine: "sqlite",
    options: {},
    resolved: { endpoints: [], files: { database: path }, pem: {} },
    lockTimeoutMs,
  });
}

/** Plans specs and their rows. Rows are sent in batches of `batchSize`, as they are asked for. */
export async function planSpecs(
  connection: DatabaseConnection,
  specs: readonly TestSpec[],
  batchSize = 500,
  kind = "Table",
): Promise<TestPlan> {
  const statements: Statement[] = [];
  const diagnostics: Diagnostic[] = [];
  let ask: (specs: readonly number[]) => void = () => {};
  const asked = new Promise<readonly number[]>((resolve) => ask = resolve);
  async function* input(): AsyncGenerator<PlanInput> {
    for (const [index, { name, view, body = view, rows }] of specs.entries()) {
      const spec = {
        index,
        kind: view ? "View" : kind,
        name,
        hasRows: rows !== undefined,
        ...(body && { body }),
      };
      yield { type: "spec", spec };
    }
    yield { type: "specs-end" };
    for (const index of await asked) {
      const { columns = [], rows = [] } = specs[index] ?? { name: "" };
      for (let start = 0; start === 0 || start < rows.length; start += batchSize) {
        const last = start + batchSize >= rows.length;
        yield { type: "rows", rows: { index, columns, rows: rows.slice(start, start + batchSize), last } };
      }
    }
  }
  const send = (part: PlanPart) => {
    if (part.type === "statement") statements.push(part.statement);
    else if (part.type === "diagnostic") diagnostics.push(part.diagnostic);
    else ask(part.specs);
  };
  if (!connection.plan) throw new TypeError("The connection cannot plan");
  const result = await connection.plan({ seedData: true }, input(), send, quietContext());
  return { statements, diagnostics, result };
}

/** Applies a plan under its own expectation; gives the number of statements. */
export async function applyPlan(connection: DatabaseConnection, plan: TestPlan): Promise<number> {
  const { scope, currentDigest } = plan.result;
  return await applyAll(connection, plan.statements.map((each) => each.sql), { scope, currentDigest });
}

/** Applies statements. */
export async function applyAll(
  connection: DatabaseConnection,
  sqls: readonly string[],
  expected?: Pick<PlanResult, "scope" | "currentDigest">,
  signal?: AbortSignal,
): Promise<number> {
  async function* input() {
    for (const sql of sqls) yield await Promise.resolve({ sql, transactional: true });
  }
  if (!connection.apply) throw new TypeError("The connection cannot apply");
  const result = await connection.apply(
    expected ? { expected } : {},
    input(),
    () => {},
    quietContext(signal),
  );
  return result.appliedCount;
}

/** Runs the sqlite3 shell, an SQLite of its own, on a file. Undefined when this machine has none. */
export async function shell(path: string, script: string): Promise<string | undefined> {
  try {
    const process = new Deno.Command("sqlite3", {
      args: ["-batch", "-bail", path],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const writer = process.stdin.getWriter();
    await writer.write(new TextEncoder().encode(script));
    await writer.close();
    const { success, stdout, stderr } = await process.output();
    if (!success) throw new Error(`sqlite3: ${new TextDecoder().decode(stderr)}`);
    return new TextDecoder().decode(stdout);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Says that a case was not judged by a second SQLite, because this machine has no sqlite3 shell. */
export function sayUnjudged(name: string): void {
  // deno-lint-ignore no-console
  console.warn(`SKIPPED in part: no sqlite3 shell on this machine, so no second SQLite judged: ${name}`);
}

/** A new folder that is removed with its contents. */
export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "schemahero-sqlite-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/**
 * The schema as the sqlite3 shell shows it, in a form that is equal for schemas that mean the same: the parts of each
 * table sorted, since added columns come last; words in lower case; a foreign key written with its column made one of
 * its own; names that foreign keys got by default left out.
 */
export async function judgedSchema(path: string): Promise<string | undefined> {
  const text = await shell(
    path,
    "select type || char(9) || sql || char(1) from sqlite_schema where sql is not null;",
  );
  if (text === undefined) return undefined;
  const checks = await shell(path, "pragma integrity_check; pragma foreign_key_check;");
  const objects = text.split("\x01").map((entry) => entry.trim()).filter((entry) => entry !== "");
  const forms = objects.map((entry) => {
    const [type = "", sql = ""] = entry.split("\t");
    return type === "table"
      ? tableForm(sql.replace(/^create table '([^']*)'/i, "create table $1"))
      : words(sql);
  });
  return [...forms.sort(), `checks: ${checks?.trim()}`].join("\n");
}

function tableForm(sql: string): string {
  const open = sql.indexOf("(");
  const close = sql.lastIndexOf(")");
  const parts: string[] = [];
  let depth = 0;
  let start = open + 1;
  let quote = "";
  for (let at = open + 1; at <= close; at++) {
    const character = sql[at] ?? "";
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === "'" || character === '"' || character === "`") quote = character;
    else if (character === "(") depth++;
    else if (depth === 0 && (character === "," || at === close)) {
      parts.push(...definitionForms(words(sql.slice(start, at))));
      start = at + 1;
    } else if (character === ")") depth--;
  }
  return `${words(sql.slice(0, open))} (\n  ${parts.sort().join("\n  ")}\n) ${words(sql.slice(close + 1))}`;
}

function definitionForms(definition: string): string[] {
  const form = definition.replace(/constraint "(?:[^"]|"")*_fkey" /, "");
  if (/^(?:foreign key|constraint|primary key|check|unique)\b/.test(form)) return [form];
  const name = /^(?:"(?:[^"]|"")*"|\S+)/.exec(form)?.[0];
  const forms: string[] = [];
  const column = form.replace(/ ?\breferences .*$/, (references) => {
    forms.push(`foreign key (${name})${references.trim()}`);
    return "";
  }).replace(/ ?\bprimary key( autoincrement)?/, (_, sequence = "") => {
    forms.push(`primary key (${name})`);
    return sequence;
  }).replace("generated always as", "as").replace(/ ?virtual$/, "");
  return [column, ...forms];
}

/** Lower case and single spaces outside quotes. Double quotes around plain words go. */
function words(sql: string): string {
  return sql.split(/('(?:[^']|'')*'|"(?:[^"]|"")*")/).map((piece, index) => {
    if (index % 2 === 1) {
      if (piece.startsWith("'")) return piece;
      return /^"[a-z_][a-z0-9_]*"$/i.test(piece) ? piece.slice(1, -1).toLowerCase() : piece.toLowerCase();
    }
    return piece.toLowerCase().replace(/\s+/g, " ").replace(/\s*([(),])\s*/g, "$1").replace(/\(/g, " (")
      .replace(/if not exists /, "");
  }).join("").replace(/constraint [a-z0-9_]+_fkey /g, "").replace(/  +/g, " ").trim();
}
