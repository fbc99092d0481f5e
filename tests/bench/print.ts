// Prints the tables of the benchmarks: the first column to the left, the others to the right.

/** Prints lines of cells; the first is the heading. */
export function printTable(lines: readonly (readonly string[])[]): void {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0))
  );
  for (const line of lines) {
    const cells = line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)
    );
    // deno-lint-ignore no-console -- a benchmark's result
    console.log(cells.join("  "));
  }
}

/** Milliseconds as a cell; nothing was measured: a dash. */
export function ms(time: number | undefined): string {
  return time === undefined ? "-" : time.toFixed(0);
}

/** How many times the reference, as a cell. */
export function ratio(time: number | undefined, reference: number | undefined): string {
  return time === undefined || reference === undefined ? "-" : (time / reference).toFixed(2);
}

/** The word at the end of a line about a budget. */
export function verdict(isKept: boolean): string {
  return isKept ? "kept" : "EXCEEDED";
}
