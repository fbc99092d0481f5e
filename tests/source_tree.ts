// Reads the sources of a tree as facts for the tests over it: files, what they import (by `deno info`), which
// globals they use and how long their functions are (by the parser of Deno's linter). Knows no rules.
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";

/** An import, export-from or dynamic import of a file. */
export interface ImportFact {
  /** As written. */
  readonly specifier: string;
  /** The file it resolves to, from the root of the tree; undefined when it is not in the tree. */
  readonly target: string | undefined;
  readonly isTypeOnly: boolean;
}

/** A use of a global, e.g. `Deno.Command`, `fetch`, `console.log`. */
export interface UseFact {
  readonly name: string;
  readonly line: number;
}

/** A function of a file. */
export interface FunctionFact {
  readonly name: string;
  readonly line: number;
  readonly lineCount: number;
}

/** In a second work tree of the repository `.git` is a file. */
const SKIPPED = new Set([".git", "node_modules", "dist"]);

/** Every file of a tree, from its root, with `/`; not what is installed or built. */
export function listFiles(root: string, folder: string = root): readonly string[] {
  const files: string[] = [];
  for (const entry of Deno.readDirSync(folder)) {
    if (SKIPPED.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory) files.push(...listFiles(root, path));
    else if (entry.isFile) files.push(relative(root, path).replaceAll(sep, "/"));
  }
  return files.sort();
}

interface InfoDependency {
  readonly specifier: string;
  readonly code?: { readonly specifier?: string };
  readonly type?: { readonly specifier?: string };
}

interface Info {
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly InfoDependency[];
  }[];
}

/** What each of the files imports, by file. One run of `deno info` over an entry that imports them all. */
export async function readImports(
  root: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, readonly ImportFact[]>> {
  const folder = await Deno.makeTempDir({ prefix: "schemahero-tree-" });
  try {
    const entry = join(folder, "entry.ts");
    const lines = files.map((file) => `import ${JSON.stringify(pathToFileURL(join(root, file)).href)};`);
    await Deno.writeTextFile(entry, lines.join("\n"));
    const config = join(root, "deno.json");
    const { stdout, stderr, code } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", "--no-lock", "--config", config, entry],
      env: { DENO_NO_UPDATE_CHECK: "1" },
      stdin: "null",
    }).output();
    if (code !== 0) throw new Error(`deno info failed: ${new TextDecoder().decode(stderr)}`);
    const info: Info = JSON.parse(new TextDecoder().decode(stdout));
    return factsOf(info, root, files);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function factsOf(
  info: Info,
  root: string,
  files: readonly string[],
): ReadonlyMap<string, readonly ImportFact[]> {
  const base = `${pathToFileURL(root).href}/`;
  const fileOf = new Map(files.map((file) => [pathToFileURL(join(root, file)).href, file]));
  const targetOf = (url: string) => url.startsWith(base) ? decodeURI(url.slice(base.length)) : undefined;
  const facts = new Map<string, readonly ImportFact[]>();
  for (const { specifier, dependencies = [] } of info.modules) {
    const file = fileOf.get(specifier);
    if (file === undefined) continue;
    facts.set(
      file,
      dependencies.map((dependency) => ({
        specifier: dependency.specifier,
        target: targetOf(dependency.code?.specifier ?? dependency.type?.specifier ?? ""),
        isTypeOnly: dependency.code === undefined && dependency.type !== undefined,
      })),
    );
  }
  return facts;
}

/** Globals whose use the rules speak of. */
const GLOBALS = new Set(["Deno", "console", "Date", "Math", "performance", "globalThis"]);
const CALLED_GLOBALS = new Set(["fetch", "WebSocket", "EventSource"]);

/** The uses and functions of one file. */
export function readSource(file: string, text: string): {
  readonly uses: readonly UseFact[];
  readonly functions: readonly FunctionFact[];
} {
  const uses: UseFact[] = [];
  const functions: FunctionFact[] = [];
  const lineAt = (offset: number) => countLines(text, offset);
  const addFunction = (node: Deno.lint.Node, name: string): void => {
    const [start, end] = node.range;
    const line = lineAt(start);
    functions.push({ name, line, lineCount: lineAt(end) - line + 1 });
  };
  const addCalled = (node: Deno.lint.CallExpression | Deno.lint.NewExpression): void => {
    const { callee, range } = node;
    if (callee.type !== "Identifier" || !CALLED_GLOBALS.has(callee.name)) return;
    uses.push({ name: callee.name, line: lineAt(range[0]) });
  };
  const visitor: Deno.lint.LintVisitor = {
    MemberExpression({ object, property, range }) {
      if (object.type !== "Identifier" || !GLOBALS.has(object.name)) return;
      const member = property.type === "Identifier" ? property.name : "?";
      uses.push({ name: `${object.name}.${member}`, line: lineAt(range[0]) });
    },
    VariableDeclarator({ init, range }) {
      if (init?.type !== "Identifier" || !GLOBALS.has(init.name)) return;
      uses.push({ name: `${init.name}.?`, line: lineAt(range[0]) });
    },
    CallExpression: addCalled,
    NewExpression: addCalled,
    FunctionDeclaration: (node) => addFunction(node, node.id?.name ?? "default"),
    FunctionExpression: (node) => addFunction(node, methodName(node.parent, text)),
    ArrowFunctionExpression: (node) => addFunction(node, methodName(node.parent, text)),
  };
  const plugin: Deno.lint.Plugin = { name: "facts", rules: { facts: { create: () => visitor } } };
  Deno.lint.runPlugin(plugin, file, text);
  return { uses, functions };
}

function methodName(parent: Deno.lint.Node, text: string): string {
  if (parent.type === "MethodDefinition" || parent.type === "Property") {
    return text.slice(...parent.key.range);
  }
  if (parent.type === "VariableDeclarator") return text.slice(...parent.id.range);
  return "a function without a name";
}

function countLines(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
