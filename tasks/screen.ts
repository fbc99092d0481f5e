// deno-lint-ignore-file no-console
// What tasks write for people: lines, a table, colour where a terminal shows it. The only file of tasks/ that
// knows about the console.

/** True when colours may be used: a terminal, and nobody has asked for none (no-color.org). */
const COLOURED = Deno.stdout.isTerminal() && !Deno.env.get("NO_COLOR");

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** The text in a colour or weight, where colours may be used. */
export function paint(style: keyof typeof CODES, text: string): string {
  return COLOURED ? `\x1b[${CODES[style]}m${text}\x1b[0m` : text;
}

/** Writes lines to stdout. */
export function say(...lines: readonly string[]): void {
  for (const line of lines) console.log(line);
}

/** Writes lines to stderr. */
export function complain(...lines: readonly string[]): void {
  for (const line of lines) console.error(line);
}

/** Lines up rows in columns; the first row is the heading. Columns named in `right` are aligned to the right. */
export function tableLines(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => widths[column] = Math.max(widths[column] ?? 0, cell.length));
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return right.includes(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd()
  );
}

/** Milliseconds as people read them: `0.4 s`. */
export function seconds(elapsedMs: number): string {
  return `${(elapsedMs / 1000).toFixed(1)} s`;
}
