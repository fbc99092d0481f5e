// The seed rows of one table as batches in the shape of the protocol's RowsItem, read from the text each time they
// are walked: 100,000 rows never exist as objects at once. Made by load.ts, walked by the flow.
import type { Cell, RowsItem } from "../../protocol/plan.ts";
import { suggest } from "../../protocol/schema.ts";
import { describeScalar, isMap, readCell, RowProblem } from "./cell.ts";
import { countLines } from "./documents.ts";
import { MAX_BATCH_CHARACTERS, MAX_BATCH_ROWS, MAX_PARSED_CHARACTERS, MAX_PARSED_ROWS } from "./limits.ts";
import { locate, type Path, placeAt, type SourceDocument } from "./place.ts";
import { didYouMean, problemsError } from "./problem.ts";
import { firstItem, nextItem, ROWS_APART } from "./row_cut.ts";
import { RowReader } from "./row_reader.ts";
import { readYaml, YamlProblem } from "./yaml_reader.ts";

/** Rows that have the same columns in the same order. */
export interface RowBatch {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Rows before problems have a place: what the pieces of a walk are made of. */
interface Row {
  readonly columns: readonly string[];
  readonly cells: readonly Cell[];
}

/** The seed rows of one spec. */
export class SeedRows {
  readonly #document: SourceDocument;
  readonly #path: Path;

  /** `path` is where the list of rows is in the document. */
  constructor(document: SourceDocument, path: Path) {
    this.#document = document;
    this.#path = path;
  }

  /** Characters of source text that a walk reads, as an estimate of its cost. */
  get characters(): number {
    const { cut, start, end } = this.#document;
    return cut ? cut.region.end - cut.region.start : end - start;
  }

  /**
   * Walks the rows; may be called again, and each walk reads the text anew.
   * @throws {SchemaHeroError} specs.invalid, with the row's place, when a row cannot be right
   */
  async *batches(): AsyncGenerator<RowBatch> {
    const position = { row: 0 };
    try {
      yield* group(this.#document.cut ? this.#pieces(position) : this.#whole(position));
    } catch (error) {
      throw await this.#located(error, position.row);
    }
  }

  /** The walk as items of the protocol for the spec with this index; at least one, the last one marked. */
  async *items(index: number): AsyncGenerator<RowsItem> {
    let held: RowBatch | undefined;
    for await (const batch of this.batches()) {
      if (held) yield { index, ...held, last: false };
      held = batch;
    }
    yield { index, columns: held?.columns ?? [], rows: held?.rows ?? [], last: true };
  }

  *#pieces(position: { row: number }): Generator<Row> {
    const { cut, file } = this.#document;
    if (!cut) return;
    const { text } = file;
    const reader = new RowReader(text, cut.region);
    let at = firstItem(text, cut.region.start, cut.region);
    while (at < cut.region.end) {
      const row = reader.read(at);
      if (row) {
        yield row;
        position.row++;
        at = row.next;
        continue;
      }
      let end = at;
      let count = 0;
      do end = nextItem(text, end, cut.region); while (
        ++count < MAX_PARSED_ROWS && end - at < MAX_BATCH_CHARACTERS && end < cut.region.end
      );
      let items: unknown;
      try {
        items = readYaml(text.slice(at, end), true);
      } catch (error) {
        if (this.#document.end - this.#document.start > MAX_PARSED_CHARACTERS) throw this.#moved(error, at);
        // An alias to elsewhere, or an error: the whole document decides.
        yield* this.#whole(position);
        return;
      }
      yield* rowsOf(items, 0, position);
      at = end;
    }
  }

  /** Reads the whole document and yields the rows from `position.row` on. */
  *#whole(position: { row: number }): Generator<Row> {
    const { file, start, end, cut } = this.#document;
    const value = readYaml(file.text.slice(start, end), true);
    const rows = at(value, this.#path);
    if (cut && !isSameRest(value, readYaml(cut.rest, true), this.#path)) {
      throw new YamlProblem("syntax", "The seed rows hold quoted text that leaves its indentation");
    }
    yield* rowsOf(rows, position.row, position);
  }

  /** An error of a piece, with lines counted from the start of the document. */
  #moved(error: unknown, at: number): unknown {
    if (!(error instanceof YamlProblem)) return error;
    const before = countLines(this.#document.file.text, this.#document.start, at);
    return new YamlProblem(error.code, error.message, before + error.line, error.column);
  }

  async #located(error: unknown, row: number): Promise<unknown> {
    const document = this.#document;
    if (error instanceof RowProblem) {
      const path = [...this.#path, row, ...error.path];
      const place = await locate(document, path, error.at);
      const { message, hint } = error;
      const problem = { severity: "error", code: "invalid-row", message, place } as const;
      return problemsError([hint === undefined ? problem : { ...problem, hint }]);
    }
    if (!(error instanceof YamlProblem)) return error;
    const { cut: _rowsAreInside, ...whole } = document;
    const place = placeAt(whole, error.line, error.column);
    return problemsError([{ severity: "error", code: error.code, message: error.message, place }]);
  }
}

function at(value: unknown, path: Path): unknown {
  let node = value;
  for (const key of path) node = (node as Record<string | number, unknown> | undefined)?.[key];
  return node;
}

/** Whether a document that was cut means the same beside its rows: what follows them was not read as something else. */
function isSameRest(whole: unknown, rest: unknown, path: Path): boolean {
  const outline = (value: unknown): string => {
    const rows = at(value, path);
    return JSON.stringify(value, (_key, node) => node === rows ? ROWS_APART : node);
  };
  return outline(whole) === outline(rest);
}

function* rowsOf(items: unknown, from: number, position: { row: number }): Generator<Row> {
  if (items === null) return;
  if (!Array.isArray(items)) {
    throw new RowProblem(`Expected a list of rows, found ${describeScalar(items)}`, []);
  }
  for (let index = from; index < items.length; index++) {
    yield rowOf(items[index]);
    position.row++;
  }
}

const ROW_KEYS = ["columns"];
const COLUMN_KEYS = ["column", "value"];

function rowOf(item: unknown): Row {
  checkKeys(item, ROW_KEYS, "a row with columns", []);
  const entries = item["columns"];
  if (!Array.isArray(entries) || entries.length === 0) {
    const found = Array.isArray(entries) ? "an empty list" : describeScalar(entries);
    throw new RowProblem(`Expected a list of columns, found ${found}`, ["columns"]);
  }
  const columns: string[] = [];
  const cells: Cell[] = [];
  for (const [index, entry] of entries.entries()) {
    const path = ["columns", index];
    checkKeys(entry, COLUMN_KEYS, "a map with column and value", path);
    const name = entry["column"];
    if (typeof name !== "string" || name === "") {
      const hint = "Put a name that looks like a number or a truth value in quotes";
      throw new RowProblem(`Expected the column's name, found ${describeScalar(name)}`, [...path, "column"], {
        hint,
      });
    }
    if (columns.includes(name)) {
      throw new RowProblem(`The row names column "${name}" twice`, [...path, "column"]);
    }
    columns.push(name);
    cells.push(readCell(entry["value"], [...path, "value"]));
  }
  return { columns, cells };
}

function checkKeys(
  value: unknown,
  known: readonly string[],
  wanted: string,
  path: Path,
): asserts value is Record<string, unknown> {
  if (!isMap(value)) throw new RowProblem(`Expected ${wanted}, found ${describeScalar(value)}`, path);
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const options = { at: "key", ...didYouMean(suggest(key, known)) } as const;
    throw new RowProblem(`Unknown key "${key}"`, [...path, key], options);
  }
  const missing = known.find((key) => !Object.hasOwn(value, key));
  if (missing !== undefined) throw new RowProblem(`Missing key "${missing}"`, path);
}

function* group(rows: Iterable<Row>): Generator<RowBatch> {
  let columns: readonly string[] = [];
  let batch: (readonly Cell[])[] = [];
  let characters = 0;
  for (const row of rows) {
    const size = sizeOf(row.cells);
    const isFull = batch.length >= MAX_BATCH_ROWS || characters + size > MAX_BATCH_CHARACTERS;
    if (batch.length > 0 && (isFull || !sameColumns(columns, row.columns))) {
      yield { columns, rows: batch };
      batch = [];
      characters = 0;
    }
    if (batch.length === 0) columns = row.columns;
    batch.push(row.cells);
    characters += size;
  }
  if (batch.length > 0) yield { columns, rows: batch };
}

function sameColumns(left: readonly string[], right: readonly string[]): boolean {
  if (left === right) return true;
  return left.length === right.length && left.every((name, index) => name === right[index]);
}

/** Roughly the characters that a row's cells take. */
function sizeOf(cells: readonly Cell[]): number {
  let size = 0;
  for (const cell of cells) {
    if (typeof cell === "string" || cell instanceof Uint8Array) size += cell.length;
    else if (typeof cell === "object" && cell !== null) size += cell.expression.length;
    else size += 8;
  }
  return size;
}
