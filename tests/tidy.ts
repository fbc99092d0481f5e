// What keeps the tree tidy, as rules over one file's name and text. tidy_test.ts runs them over the tree and proves
// that each can fail.
import { readSource } from "./source_tree.ts";

/** The most lines of a source file. Ask why at 400. */
export const MAX_FILE_LINES = 600;

/** The most lines of a function. */
export const MAX_FUNCTION_LINES = 70;

/** Files that may be longer, with the reason. */
const LONG_FILES: Readonly<Record<string, string>> = {};

/** Functions that are longer today, with their length. Numbers here only ever go down. */
export const LONG_FUNCTIONS: Readonly<Record<string, number>> = {};

const TEXT_FILES =
  /(?:^|\/)(?:[^.]+|\.[^.]+|.*\.(?:ts|js|json|jsonc|lock|md|ya?ml|sql|sh|py|txt|csv|svg|toml))$/;
const NAMELESS = /(?:^|[_.-])(?:utils?|helpers?|common|misc|managers?|base)(?:[_.-]|$)/;
const LOCAL_PATHS = /(?:^|[^\w./~-])\/(?:work|root|Users)\/[\w.]/;
const REGISTRY_HOSTS =
  /registry\.npmjs\.org|registry\.yarnpkg\.com|files\.pythonhosted\.org|pypi\.org\/simple/;
const OPEN_END = new RegExp(`\\b(?:TO${""}DO|FIX${""}ME)\\b(?!\\(#\\d+\\))`);

/** Characters that do not show, or show as something else: controls, zero-width and bidirectional ones. */
// deno-lint-ignore no-control-regex -- controls are what it looks for
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;

/** True when a file holds text that the rules are about. */
export function isText(file: string): boolean {
  return TEXT_FILES.test(file);
}

/** True when a file was written by a program. */
function isGenerated(file: string, text: string): boolean {
  return /\.generated\./.test(file) || /generated .*do not edit/i.test(text.slice(0, 400));
}

/** Every broken rule in a file, one sentence each. */
export function tidyProblems(file: string, text: string): readonly string[] {
  const found: string[] = [];
  const lines = text.split("\n");
  const name = file.split("/").at(-1) ?? file;
  if (NAMELESS.test(name)) {
    found.push(`${file}: name a file for what it holds, not utils, helpers, common, ...`);
  }
  lines.forEach((line, index) => {
    const at = `${file}:${index + 1}`;
    if (HIDDEN.test(line)) found.push(`${at} has a hidden character`);
    if (LOCAL_PATHS.test(line)) found.push(`${at} names a local path`);
    if (REGISTRY_HOSTS.test(line)) found.push(`${at} names a registry host`);
    if (OPEN_END.test(line)) found.push(`${at} leaves something to do without an issue: write it as X(#12)`);
  });
  if (file.endsWith(".ts") && !isGenerated(file, text)) found.push(...sourceProblems(file, lines, text));
  return found;
}

function sourceProblems(file: string, lines: readonly string[], text: string): readonly string[] {
  const found: string[] = [];
  if (lines.length - 1 > MAX_FILE_LINES && !(file in LONG_FILES)) {
    found.push(`${file} has ${lines.length - 1} lines, at most ${MAX_FILE_LINES} are allowed`);
  }
  const first = lines.find((line) => !/^(?:#!|\/\/ deno-lint-ignore-file|\/\/\/)/.test(line)) ?? "";
  if (!file.endsWith("_test.ts") && !/^\/[/*]/.test(first)) {
    found.push(`${file} does not begin with a comment that says what it owns`);
  }
  for (const { name, line, lineCount } of readSource(file, text).functions) {
    const allowed = LONG_FUNCTIONS[`${file} ${name}`] ?? MAX_FUNCTION_LINES;
    if (lineCount > allowed) {
      found.push(`${file}:${line} ${name} has ${lineCount} lines, at most ${allowed} are allowed`);
    }
  }
  return found;
}

/** Entries of {@linkcode LONG_FUNCTIONS} that could be lower or go, given the text of each file named there. */
export function looseRatchets(textOf: (file: string) => string | undefined): readonly string[] {
  return Object.entries(LONG_FUNCTIONS).flatMap(([key, allowed]) => {
    const [file = "", name] = key.split(" ");
    const text = textOf(file);
    const functions = text === undefined ? [] : readSource(file, text).functions;
    const longest = Math.max(
      0,
      ...functions.filter((found) => found.name === name).map(({ lineCount }) => lineCount),
    );
    if (longest > MAX_FUNCTION_LINES && longest === allowed) return [];
    const next = longest > MAX_FUNCTION_LINES ? `lower it to ${longest}` : "remove it";
    return [`LONG_FUNCTIONS["${key}"] is ${allowed}: ${next}`];
  });
}
