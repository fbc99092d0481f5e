// The fast reader of seed rows in the one shape that everybody writes (also our `generate`):
//   - columns:
//     - column: id
//       value:
//         int: 1          (or value: {int: 1})
// It learns the first row's lines as a template and compares text; 100,000 rows cost a tenth of a YAML parser's
// time. Whatever is not exactly this it refuses (null), and the caller reads those rows with js-yaml.
// A property test holds it to give the same as js-yaml.
import type { Cell } from "../../protocol/plan.ts";
import { type CellType, isCellType, readCell } from "./cell.ts";
import type { RowRegion } from "./row_cut.ts";
import { kindOfPlain, PlainScalar } from "./plain_scalar.ts";

/** A row in the order of its columns. */
export interface FastRow {
  /** The same array object as long as the rows have the same columns in the same order. */
  readonly columns: readonly string[];
  readonly cells: readonly Cell[];
  /** Offset of the next item, or of the end of the region. */
  readonly next: number;
}

/** One column of the template: its lines up to where the scalar begins. */
interface ColumnShape {
  readonly lead: string;
  readonly name: string;
  readonly type: CellType;
  readonly isFlow: boolean;
}

/** Reads rows one after the other out of a region of a text. */
export class RowReader {
  readonly #text: string;
  readonly #region: RowRegion;
  readonly #opening: string;
  readonly #itemStart: string;
  #shapes: ColumnShape[] = [];
  #columns: readonly string[] = [];
  /** Where the last scalar ended. */
  #end = 0;

  constructor(text: string, region: RowRegion) {
    this.#text = text;
    this.#region = region;
    this.#itemStart = " ".repeat(region.indent) + "- ";
    this.#opening = this.#itemStart + "columns:\n";
  }

  /** The row that begins at `at`, or null when it is not written in the known shape. */
  read(at: number): FastRow | null {
    if (!this.#text.startsWith(this.#opening, at)) return null;
    const start = at + this.#opening.length;
    return this.#readKnown(start) ?? this.#readNew(start);
  }

  #readKnown(start: number): FastRow | null {
    const shapes = this.#shapes;
    if (shapes.length === 0) return null;
    const cells = new Array<Cell>(shapes.length);
    let at = start;
    for (let index = 0; index < shapes.length; index++) {
      const shape = shapes[index];
      if (shape === undefined || !this.#text.startsWith(shape.lead, at)) return null;
      const cell = this.#cell(shape.type, at + shape.lead.length, shape.isFlow);
      if (cell === undefined) return null;
      cells[index] = cell;
      at = this.#end;
    }
    return this.#isRowEnd(at) ? { columns: this.#columns, cells, next: at } : null;
  }

  /** Learns the template from this row. */
  #readNew(start: number): FastRow | null {
    const shapes: ColumnShape[] = [];
    const cells: Cell[] = [];
    let at = start;
    while (shapes.length === 0 || !this.#isRowEnd(at)) {
      const shape = this.#learn(at, shapes[0]?.lead);
      if (shape === null || shapes.some((known) => known.name === shape.name)) return null;
      const cell = this.#cell(shape.type, at + shape.lead.length, shape.isFlow);
      if (cell === undefined) return null;
      shapes.push(shape);
      cells.push(cell);
      at = this.#end;
    }
    this.#shapes = shapes;
    this.#columns = shapes.map((shape) => shape.name);
    return { columns: this.#columns, cells, next: at };
  }

  #learn(at: number, sibling: string | undefined): ColumnShape | null {
    const text = this.#text.slice(at, Math.min(at + 2000, this.#region.end));
    const match = /^( +)- column: ([^\n]+)\n( +)value:(?: \{|\n( +))([a-z]+): /.exec(text);
    if (match === null) return null;
    const [lead, indent = "", name = "", keyIndent = "", typeIndent, type = ""] = match;
    const isFlow = typeIndent === undefined;
    // The list may stand as deep as its key `columns:`, and keys of one map stand in one column.
    if (indent.length < this.#region.indent + 2 || keyIndent.length !== indent.length + 2) return null;
    if (!isFlow && typeIndent.length <= keyIndent.length) return null;
    if (sibling !== undefined && /^ */.exec(sibling)?.[0] !== indent) return null;
    const column = simpleName(name);
    return column === null || !isCellType(type) ? null : { lead, name: column, type, isFlow };
  }

  #isRowEnd(at: number): boolean {
    return at >= this.#region.end ? at === this.#region.end : this.#text.startsWith(this.#itemStart, at);
  }

  /** The cell whose scalar begins at `at`; sets `#end` to the line after it. Undefined: not a simple one. */
  #cell(type: CellType, at: number, isFlow: boolean): Cell | undefined {
    const text = this.#text;
    const newline = text.indexOf("\n", at);
    if (newline === -1 || newline >= this.#region.end) return undefined;
    this.#end = newline + 1;
    const end = isFlow ? newline - 1 : newline;
    if (isFlow && text.charCodeAt(end) !== 0x7d) return undefined;
    if (type === "int" && end - at < 16 && end > at) {
      const number = decimal(text, at, end);
      if (number !== undefined) return number;
    }
    const scalar = simpleScalar(text.slice(at, end), isFlow);
    if (scalar === undefined) return undefined;
    if (type === "str") return typeof scalar === "string" ? scalar : scalar.text;
    try {
      return readCell({ [type]: scalar }, []);
    } catch {
      return undefined; // the slow reader says what is wrong and where
    }
  }
}

/** Decimal digits with an optional minus, or undefined. */
function decimal(text: string, start: number, end: number): number | undefined {
  let at = start;
  const isNegative = text.charCodeAt(at) === 0x2d;
  if (isNegative) at++;
  if (at === end) return undefined;
  let number = 0;
  for (; at < end; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    number = number * 10 + digit;
  }
  return isNegative && number !== 0 ? -number : number;
}

// Characters that mean themselves in every style; all others are left to js-yaml.
const QUOTED = /^[\x20-\x7e\xa0-\u2027\u202a-\ud7ff]*$/;
const PLAIN = /^[A-Za-z0-9_./+\xa1-\u02ff\u0370-\u1fff-](?:[^"'#:,[\]{}&*!|>%@`]|:(?=[^\s,[\]{}]))*$/;

/** A scalar on one line without escapes, comments, anchors or tags. Undefined: not that simple. */
function simpleScalar(source: string, isFlow: boolean): string | PlainScalar | undefined {
  const first = source.charCodeAt(0);
  if (first === 0x22 || first === 0x27) {
    const quote = first === 0x22 ? '"' : "'";
    const last = source.length - 1;
    if (last < 1 || source.indexOf(quote, 1) !== last) return undefined;
    const inner = source.slice(1, last);
    return (first === 0x22 && inner.includes("\\")) || !QUOTED.test(inner) ? undefined : inner;
  }
  if (!QUOTED.test(source) || !PLAIN.test(source) || source.endsWith(" ") || /^-(?: |$)/.test(source)) {
    return undefined;
  }
  if (isFlow && source.includes(":")) return undefined;
  const kind = kindOfPlain(source);
  if (kind === "text") return source;
  return kind === "null" ? undefined : new PlainScalar(kind, source);
}

function simpleName(source: string): string | null {
  const scalar = simpleScalar(source, false);
  return typeof scalar === "string" ? scalar : null;
}
