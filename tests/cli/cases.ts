// A case of the command line: a folder with `case.yaml` and the files it needs. Each step runs a command or a query
// in a fresh copy of the folder. Format, with all keys:
//
//   about: What this case proves
//   before: schema.sql            # run on test.db first, with node:sqlite
//   steps:
//     - run: plan --driver sqlite --uri test.db --spec-file specs
//       env: { SCHEMAHERO_URI: test.db }
//       exit: 0                   # default 0
//       stdout: |                 # exact, but [..] stands for anything in a line and a line ... for any lines
//       stderr: |                 # not compared when absent
//     - query: select * from t    # on test.db
//       rows: |                   # one row a line, JSON
//
// `SCHEMAHERO_TEST_UPDATE=1` writes what came out into stdout, stderr and rows that are already there.
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { parseDocument, Scalar } from "yaml";
import type { Form } from "./forms.ts";

const CASES = fileURLToPath(new URL("./cases", import.meta.url));
const IS_UPDATE = Deno.env.get("SCHEMAHERO_TEST_UPDATE") === "1";

interface Step {
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly exit?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly query?: string;
  readonly rows?: string;
}

interface Case {
  readonly about: string;
  readonly before?: string;
  readonly steps: readonly Step[];
}

/** The names of all cases. */
export function caseNames(): readonly string[] {
  return readdirSync(CASES, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) =>
    name
  ).sort();
}

/** Runs one case in one form. @throws {Error} that shows what was expected and what came */
export async function runCase(name: string, form: Form, cacheDir: string): Promise<void> {
  const folder = join(CASES, name);
  const file = join(folder, "case.yaml");
  const document = parseDocument(readFileSync(file, "utf8"));
  const definition = document.toJS() as Case; // our own file; a wrong one fails below
  const work = await Deno.makeTempDir({ prefix: `schemahero-${name}-` });
  try {
    cpSync(folder, work, { recursive: true });
    if (definition.before !== undefined) {
      using database = new DatabaseSync(join(work, "test.db"));
      database.exec(readFileSync(join(work, definition.before), "utf8"));
    }
    for (const [index, step] of definition.steps.entries()) {
      const results = step.run === undefined
        ? queryRows(work, step)
        : await runProgram(work, step, form, cacheDir);
      for (const [key, came] of Object.entries(results)) {
        const expected = step[key as keyof Step] ?? (key === "exit" ? 0 : undefined);
        if (expected === undefined || matches(String(expected), came, key)) continue;
        if (!IS_UPDATE || key === "exit") {
          throw new Error(difference(name, index, step, key, String(expected), results));
        }
        document.setIn(["steps", index, key], block(withoutAccidents(came)));
      }
    }
    if (IS_UPDATE) writeFileSync(file, document.toString({ lineWidth: 0, blockQuote: "literal" }));
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

/** Text as a block in YAML, so that a case reads as it prints. */
function block(text: string): Scalar {
  const scalar = new Scalar(text);
  if (text.includes("\n")) scalar.type = "BLOCK_LITERAL";
  return scalar;
}

/** What differs from run to run or machine to machine becomes a wildcard. */
function withoutAccidents(text: string): string {
  return text.replace(/SQLite \d+\.\d+\.\d+/g, "SQLite [..]").replace(/in \d+ ms/g, "in [..] ms")
    .replace(/sha256:[0-9a-f]{64}|source:\d\S*?(?=")/g, "[..]");
}

async function runProgram(
  work: string,
  step: Step,
  form: Form,
  cacheDir: string,
): Promise<Record<string, string>> {
  const [program = "", ...first] = form.command;
  const output = await new Deno.Command(program, {
    args: [...first, ...wordsOf(step.run ?? "")],
    cwd: work,
    clearEnv: true,
    env: {
      PATH: "/usr/bin:/bin",
      HOME: work,
      SCHEMAHERO_CACHE_DIR: cacheDir,
      SCHEMAHERO_STORE_DIR: join(cacheDir, "store"),
      ...(form.pluginPath !== undefined && { SCHEMAHERO_PLUGINS_LOCK: join(cacheDir, "plugins.lock") }),
      ...denoVariables(),
      ...(form.pluginPath !== undefined && { SCHEMAHERO_PLUGIN_PATH: form.pluginPath }),
      ...step.env,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const decoder = new TextDecoder();
  return {
    exit: String(output.code),
    stdout: decoder.decode(output.stdout),
    stderr: decoder.decode(output.stderr).replaceAll(work, "WORK"),
  };
}

/** From source the program is run by Deno, whose cache must not move with HOME. */
export function denoVariables(): Record<string, string> {
  const kept = ["DENO_DIR", "XDG_CACHE_HOME", "DENO_TLS_CA_STORE"].flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  const home = Deno.env.get("HOME") ?? "";
  return { DENO_DIR: `${home}/.cache/deno`, DENO_NO_UPDATE_CHECK: "1", ...Object.fromEntries(kept) };
}

function queryRows(work: string, step: Step): Record<string, string> {
  using database = new DatabaseSync(join(work, "test.db"));
  const rows = database.prepare(step.query ?? "").all();
  return { rows: rows.map((row) => `${JSON.stringify(Object.values(row))}\n`).join("") };
}

/** Splits a command line at spaces, outside of quotes. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, "$1$2")
  );
}

/** Compares with [..] for anything in a line and a line of three dots for any lines. */
export function matches(expected: string, came: string, key: string): boolean {
  if (key === "exit") return expected === came;
  const pattern = expected.split("\n").map((line) =>
    line === "..."
      ? "[^]*?"
      : line.split("[..]").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*")
  ).join("\n").replaceAll("[^]*?\n", "[^]*?");
  return new RegExp(`^${pattern}$`).test(came);
}

function difference(
  name: string,
  index: number,
  step: Step,
  key: string,
  expected: string,
  results: Record<string, string>,
): string {
  const others = Object.entries(results).filter(([other]) => other !== key)
    .map(([other, text]) => `--- ${other} was\n${text}`);
  return [
    `${name}, step ${index + 1}: ${step.run ?? step.query}`,
    `--- expected ${key}`,
    expected,
    `--- ${key} was`,
    results[key] ?? "",
    ...others,
  ].join("\n");
}
