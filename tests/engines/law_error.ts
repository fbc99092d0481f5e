// How a broken law is told: which, what was expected, what came, and how to see it again.

/** A law that does not hold. */
export class LawError extends Error {
  override readonly name = "LawError";
  /** The law, in a few words that stay the same from run to run. */
  readonly law: string;

  constructor(law: string, detail: string, cause?: unknown) {
    super(`${law}\n${detail}`, { cause });
    this.law = law;
  }
}

/** @throws {LawError} when two lists of lines differ, with the lines that do */
export function requireSame(law: string, expected: readonly string[], came: readonly string[]): void {
  if (expected.length === came.length && expected.every((line, index) => line === came[index])) return;
  throw new LawError(law, difference(expected, came));
}

/** The lines that differ, `-` expected and `+` came, with those around them. */
export function difference(expected: readonly string[], came: readonly string[]): string {
  const rows = longestCommon(expected, came);
  const isNear = rows.map((_, index) =>
    rows.slice(Math.max(0, index - 2), index + 3).some((row) => row[0] !== " ")
  );
  const shown = rows.filter((_, index) => isNear[index]);
  return ["(- expected, + came)", ...shown].join("\n");
}

function longestCommon(a: readonly string[], b: readonly string[]): string[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    const row = lengths[i] ?? new Uint32Array();
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const rows: string[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      rows.push(`  ${a[i++]}`);
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) rows.push(`- ${a[i++]}`);
    else rows.push(`+ ${b[j++]}`);
  }
  return rows;
}
