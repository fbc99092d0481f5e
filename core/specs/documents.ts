// Cuts the text of a file into its YAML documents, by lines alone: `---` and `...` at the start of a line are
// markers wherever they stand (YAML 1.2.2, 9.1.2 and rule c-forbidden), so no parsing is needed. Nothing is copied.

/** Where a document stands in its file. */
export interface DocumentRange {
  readonly start: number;
  readonly end: number;
  /** The line of `start`, from 0. */
  readonly line: number;
}

/** The documents of a text with `\n` line ends; pieces that hold only comments and blank lines are none. */
export function splitDocuments(text: string): DocumentRange[] {
  const documents: DocumentRange[] = [];
  let start = 0;
  let line = 0;
  let held: DocumentRange | undefined; // directives belong to the document after them
  const piece = (end: number): void => {
    const kind = contentOf(text, start, end);
    const range = held ? { ...held, end } : { start, end, line };
    held = undefined;
    if (kind === "directives") held = range;
    else if (kind === "content") documents.push(range);
    line += countLines(text, start, end);
    start = end;
  };
  for (const marker of markers(text)) {
    if (marker.at > start || marker.closes) piece(marker.closes ? lineEnd(text, marker.at) : marker.at);
  }
  if (start < text.length) piece(text.length);
  if (held) documents.push(held);
  return documents;
}

/** The number of line ends in a part of a text. */
export function countLines(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", start); at !== -1 && at < end; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

/** The offset after the line that holds `at`. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf("\n", at);
  return newline === -1 ? text.length : newline + 1;
}

function* markers(text: string): Generator<{ readonly at: number; readonly closes: boolean }> {
  let opens = nextMarker(text, "---", 0);
  let closes = nextMarker(text, "...", 0);
  while (opens !== -1 || closes !== -1) {
    if (closes === -1 || (opens !== -1 && opens < closes)) {
      yield { at: opens, closes: false };
      opens = nextMarker(text, "---", opens + 3);
    } else {
      yield { at: closes, closes: true };
      closes = nextMarker(text, "...", closes + 3);
    }
  }
}

function nextMarker(text: string, marker: string, from: number): number {
  let at = from === 0 && text.startsWith(marker) ? 0 : lineStart(text, marker, from);
  while (at !== -1) {
    const after = text.charAt(at + 3);
    if (after === "" || after === "\n" || after === " " || after === "\t") return at;
    at = lineStart(text, marker, at + 3);
  }
  return -1;
}

function lineStart(text: string, marker: string, from: number): number {
  const at = text.indexOf("\n" + marker, from);
  return at === -1 ? -1 : at + 1;
}

function contentOf(text: string, start: number, end: number): "nothing" | "directives" | "content" {
  let kind: "nothing" | "directives" = "nothing";
  for (let at = start; at < end; at = lineEnd(text, at)) {
    let first = at;
    while (first < end && (text.charAt(first) === " " || text.charAt(first) === "\t")) first++;
    const character = text.charAt(first);
    if (first === end || character === "\n" || character === "#") continue;
    if (first === at && character === "%") kind = "directives";
    else if (first !== at || !/^\.\.\.[ \t]*(?:[\n#]|$)/.test(text.slice(at, lineEnd(text, at)))) {
      return "content";
    }
  }
  return kind;
}
