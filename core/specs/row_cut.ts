// Finds the block sequence under `seedData: rows:` in the text of a document, by indentation alone, so that rows can
// be read piece by piece. It only proposes: load.ts parses the rest with a mark in the rows' place and accepts the
// cut only when the mark comes out at that path; row_batches.ts goes back to the whole document when a piece does not parse.
import { countLines, lineEnd } from "./documents.ts";

/** What stands in the rows' place while the rest of the document is parsed. */
export const ROWS_APART = "<seed rows, read apart>";

/** Seed rows as a region of a text. */
export interface RowRegion {
  /** Offset of the first item's line. */
  readonly start: number;
  readonly end: number;
  /** Spaces before each item's `-`. */
  readonly indent: number;
}

/** A document without its rows, and where they were. */
export interface Cut {
  readonly rest: string;
  readonly region: RowRegion;
  /** Lines of `rest` up to and including the one with `rows:`. */
  readonly headLines: number;
}

/** Cuts the rows out of a document, or gives nothing when it is not written in the plain block style. */
export function cutRows(text: string, start: number, end: number): Cut | undefined {
  const rowsKey = findRowsKey(text, start, end);
  if (rowsKey === undefined) return undefined;
  const first = skipNoise(text, lineEnd(text, rowsKey.end), end);
  const indent = indentOf(text, first);
  if (first >= end || indent < rowsKey.indent || !isItem(text, first, indent)) return undefined;
  const region = { start: first, end: endOfSequence(text, first, end, indent), indent };
  const head = text.slice(start, rowsKey.end);
  const tail = text.slice(region.end, end);
  if (head.startsWith("%") || head.includes(ROWS_APART) || tail.includes(ROWS_APART)) return undefined;
  if (mayCrossReference(head, tail, text, region)) return undefined;
  const rest = `${head} "${ROWS_APART}"\n${tail}`;
  return { rest, region, headLines: countLines(head, 0, head.length) + 1 };
}

/** The offset of the item after the one at `at`, or the end of the region. */
export function nextItem(text: string, at: number, region: RowRegion): number {
  let line = lineEnd(text, at);
  while (line < region.end && !isItem(text, line, region.indent)) line = lineEnd(text, line);
  return Math.min(line, region.end);
}

/** The offset of the first item at or after a line; comments and blank lines may stand before it. */
export function firstItem(text: string, at: number, region: RowRegion): number {
  return isItem(text, at, region.indent) ? at : nextItem(text, at, region);
}

function findRowsKey(text: string, start: number, end: number): { indent: number; end: number } | undefined {
  let at = text.indexOf("seedData:", start);
  for (; at !== -1 && at < end; at = text.indexOf("seedData:", at + 9)) {
    const line = text.lastIndexOf("\n", at) + 1;
    const parent = at - line;
    if (indentOf(text, line) !== parent || !isEmptyFrom(text, at + 9)) continue;
    const next = skipNoise(text, lineEnd(text, at), end);
    const indent = indentOf(text, next);
    const key = next + indent;
    if (indent > parent && text.startsWith("rows:", key) && isEmptyFrom(text, key + 5)) {
      return { indent, end: key + 5 };
    }
  }
  return undefined;
}

/** Nothing but spaces and a comment up to the end of the line. */
function isEmptyFrom(text: string, at: number): boolean {
  return /^ *(?:$| #)/.test(text.slice(at, lineEnd(text, at)).trimEnd());
}

function skipNoise(text: string, at: number, end: number): number {
  while (at < end) {
    const character = text.charAt(at + indentOf(text, at));
    if (character !== "\n" && character !== "#" && character !== "") break;
    at = lineEnd(text, at);
  }
  return at;
}

function indentOf(text: string, line: number): number {
  let at = line;
  while (text.charCodeAt(at) === 0x20) at++;
  return at - line;
}

function isItem(text: string, line: number, indent: number): boolean {
  for (let at = line; at < line + indent; at++) if (text.charCodeAt(at) !== 0x20) return false;
  if (text.charCodeAt(line + indent) !== 0x2d) return false;
  const after = text.charCodeAt(line + indent + 1);
  return after === 0x20 || after === 0x0a || Number.isNaN(after);
}

/** The first line that is neither deeper than the items, nor an item, nor a comment or blank. */
function endOfSequence(text: string, first: number, end: number, indent: number): number {
  let noise = -1; // comments after the last item stay with the rest of the document
  let line = first;
  while (line < end) {
    let at = line;
    while (at - line <= indent && text.charCodeAt(at) === 0x20) at++;
    if (at - line > indent || isItem(text, line, indent)) noise = -1;
    else {
      const code = text.charCodeAt(at);
      if (code !== 0x0a && code !== 0x23 && at < end) break;
      if (noise === -1) noise = line;
    }
    const newline = text.indexOf("\n", at);
    line = newline === -1 ? end : newline + 1;
  }
  return noise === -1 ? Math.min(line, end) : noise;
}

/** An anchor in the rows that is defined again could change what an alias outside of them means. */
function mayCrossReference(head: string, tail: string, text: string, region: RowRegion): boolean {
  const alias = /(?:^|[\s,[{:-])\*[^\s]/;
  if (!alias.test(head) && !alias.test(tail)) return false;
  const anchor = text.indexOf("&", region.start);
  return anchor !== -1 && anchor < region.end;
}
