// From a path inside a document to file:line:column. Only errors come here, so the slow parser that keeps
// positions (`yaml`) is imported when the first one does.
import { countLines, lineEnd } from "./documents.ts";
import { MAX_LOCATED_CHARACTERS } from "./limits.ts";
import { firstItem, nextItem, type RowRegion } from "./row_cut.ts";

/** Keys and indexes from the root of a document. */
export type Path = readonly (string | number)[];

/** A file of specs. Line ends are `\n` whatever the file has. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** One document of a file, as it is read: the rows of a table may have been cut out of it. */
export interface SourceDocument {
  readonly file: SourceFile;
  /** Position among the documents of the file, from 0. */
  readonly index: number;
  /** Offset of the document in the file's text. */
  readonly start: number;
  readonly end: number;
  /** The line of `start`, from 0. */
  readonly line: number;
  /** Set when the rows were cut out: `rest` is the document with a mark in their place. */
  readonly cut?: {
    readonly rest: string;
    readonly headLines: number;
    readonly region: RowRegion;
    /** Where the rows are in the document, e.g. spec.seedData.rows. */
    readonly path: Path;
  };
}

/** Where something stands. Line and column count from 1; the column in characters. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly lineText: string;
  /** How many characters from `column` on are meant. */
  readonly width: number;
}

/** Finds the value (or, with `at: "key"`, the key) at a path; of a path that is not there, the deepest part that is. */
export async function locate(
  document: SourceDocument,
  path: Path,
  at: "key" | "value" = "value",
): Promise<Place> {
  const { cut, file } = document;
  if (cut && path.length > cut.path.length && cut.path.every((key, depth) => key === path[depth])) {
    const item = itemAt(file.text, cut.region, Number(path[cut.path.length]));
    const text = file.text.slice(item.start, item.end);
    const found = await rangeOf(text, [0, ...path.slice(cut.path.length + 1)], at);
    return placeAtOffset(file, item.start + found.offset, found.width);
  }
  const text = cut ? cut.rest : file.text.slice(document.start, document.end);
  const found = await rangeOf(text, path, at);
  if (!cut) return placeAtOffset(file, document.start + found.offset, found.width);
  const line = countLines(text, 0, found.offset);
  const column = found.offset - startOfLine(text, found.offset);
  return placeAt(document, line, column, found.width);
}

/** The place of a line and column (from 0) that a parser gave for the document's text without its rows. */
export function placeAt(document: SourceDocument, line: number, column: number, width = 1): Place {
  const { file, cut } = document;
  let fileLine = document.line + line;
  if (cut && line >= cut.headLines) {
    fileLine += countLines(file.text, document.start, cut.region.end) - cut.headLines;
  }
  let start = 0;
  for (let skipped = 0; skipped < fileLine && start < file.text.length; skipped++) {
    start = lineEnd(file.text, start);
  }
  return placeAtOffset(file, Math.min(start + column, endOfLine(file.text, start)), width);
}

/** The place of an offset in a file. */
export function placeAtOffset(file: SourceFile, offset: number, width = 1): Place {
  const start = startOfLine(file.text, offset);
  const line = countLines(file.text, 0, start) + 1;
  const end = endOfLine(file.text, start);
  const column = offset - start + 1;
  return {
    file: file.path,
    line,
    column,
    lineText: file.text.slice(start, Math.min(end, start + 10_000)),
    width: Math.max(1, Math.min(width, end - offset)),
  };
}

function startOfLine(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1; // a negative start would count as 0
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end === -1 ? text.length : end;
}

function itemAt(text: string, region: RowRegion, index: number): { start: number; end: number } {
  let start = firstItem(text, region.start, region);
  for (let skipped = 0; skipped < index && start < region.end; skipped++) {
    start = nextItem(text, start, region);
  }
  return { start, end: nextItem(text, start, region) };
}

interface Found {
  readonly offset: number;
  readonly width: number;
}

/** What is used of a node of the `yaml` package. */
interface YamlNode {
  readonly range?: readonly [number, number, number] | null;
  readonly value?: unknown;
  readonly items?: readonly unknown[];
}

async function rangeOf(text: string, path: Path, at: "key" | "value"): Promise<Found> {
  const start = Math.max(0, text.search(/[^\s]/));
  const fallback = { offset: start, width: 1 };
  if (text.length > MAX_LOCATED_CHARACTERS) return fallback;
  const yaml = await import("./yaml_positions.ts");
  try {
    const [document] = yaml.parseAllDocuments(text, { logLevel: "silent", uniqueKeys: false, strict: false });
    if (document === undefined || !("contents" in document)) return fallback;
    const resolve = (node: unknown) => yaml.isAlias(node) ? node.resolve(document) : node;
    return walk(document.contents, path, at, resolve) ?? fallback;
  } catch {
    return fallback; // a document that only js-yaml can read: its first line must do
  }
}

function walk(
  root: unknown,
  path: Path,
  at: "key" | "value",
  resolve: (node: unknown) => unknown,
): Found | undefined {
  let node = root as YamlNode | null; // the shape that the package documents for nodes
  let best = found(node);
  for (const [depth, step] of path.entries()) {
    const items = (resolve(node) as YamlNode | null)?.items;
    if (!items) return best;
    const isLast = depth === path.length - 1;
    if (typeof step === "number") {
      node = items[step] as YamlNode | null;
      best = found(node) ?? best;
    } else {
      const pair = items.find((item) => keyOf(item) === step) as
        | { key: YamlNode; value: YamlNode }
        | undefined;
      if (!pair) return best;
      node = pair.value;
      const value = isLast && at === "value" && node?.items === undefined ? found(node) : undefined;
      best = (value && value.width > 0 ? value : undefined) ?? found(pair.key) ?? best;
    }
    if (node === null || node === undefined) return best;
  }
  return best;
}

function keyOf(item: unknown): string | undefined {
  const key = (item as { key?: YamlNode | null } | null)?.key;
  if (typeof key !== "object" || key === null) return undefined;
  return key.value === null ? "null" : String(key.value);
}

function found(node: YamlNode | null | undefined): Found | undefined {
  if (!node?.range) return undefined;
  const width = node.items ? 1 : node.range[1] - node.range[0];
  return { offset: node.range[0], width };
}
