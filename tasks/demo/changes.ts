// What the demo's user edits between the first and the second plan, as replacements in the spec files.

/** One edit of one spec file. */
export interface Edit {
  readonly file: string;
  /** What the user means by it. */
  readonly wish: string;
  /** Lines of the schema that go, and lines that come in their place. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The same change in the rows of the file: each match is replaced. */
  readonly inRows?: { readonly pattern: RegExp; readonly replacement: string; readonly note: string };
}

/** The edits, one of each common kind. */
export const EDITS: readonly Edit[] = [
  {
    file: "employee.yaml",
    wish: "Rename a column: its rows keep their values",
    before: ["        - name: title"],
    after: ["        - name: job_title", "          previousNames: [title]"],
    inRows: {
      pattern: /\{ column: title,/g,
      replacement: "{ column: job_title,",
      note: "and so in its rows",
    },
  },
  {
    file: "customer.yaml",
    wish: "Drop a column that nobody uses",
    before: ["        - name: fax", "          type: varchar(24)"],
    after: [],
    inRows: { pattern: / +- \{ column: fax, .*\n/g, replacement: "", note: "and so in its rows" },
  },
  {
    file: "customer.yaml",
    wish: "Add a column that must not be empty: rows that exist get the default",
    before: ["        - name: support_rep_id", "          type: integer"],
    after: [
      "        - name: support_rep_id",
      "          type: integer",
      "        - name: newsletter",
      "          type: integer",
      "          constraints: { notNull: true }",
      "          default: 0",
    ],
  },
  {
    file: "invoice.yaml",
    wish: "Make a type wider",
    before: ["          type: numeric(10,2)"],
    after: ["          type: numeric(12,2)"],
  },
  {
    file: "track.yaml",
    wish: "Drop an index",
    before: ["        - name: idx_track_composer", "          columns: [composer]"],
    after: [],
  },
];

/**
 * The text of a spec file after an edit.
 * @throws {Error} when the lines that should go are not there exactly once
 */
export function edited(text: string, { file, before, after, inRows }: Edit): string {
  const block = before.map((line) => `${line}\n`).join("");
  const [start, end, ...more] = text.split(block);
  if (start === undefined || end === undefined || more.length > 0) {
    throw new Error(`${file} does not hold these lines exactly once: ${before.join(" / ")}`);
  }
  const changed = start + after.map((line) => `${line}\n`).join("") + end;
  return inRows ? changed.replaceAll(inRows.pattern, inRows.replacement) : changed;
}

/** The lines of the schema that an edit takes away and brings, without those that stay. */
export function changedLines(
  { before, after }: Edit,
): { readonly removed: readonly string[]; readonly added: readonly string[] } {
  const difference = before.findIndex((line, index) => line !== after[index]);
  const shared = difference === -1 ? before.length : difference;
  return { removed: before.slice(shared), added: after.slice(shared) };
}
