// Compares two texts from PARTITION BY on. The server writes parentheses around every operation and names the engine
// of every partition.
import { NO_PARTITIONS } from "./model.ts";
import { normalForm, type Token, tokenize } from "./tokens.ts";

/** True when the wanted partitions are the live ones; also where none are wanted, which leaves them as they are. */
export function samePartitions(wanted: string | undefined, live: string | undefined): boolean {
  if (wanted === undefined || live === undefined) return wanted === undefined || wanted === NO_PARTITIONS;
  return formOf(wanted) === formOf(live);
}

function formOf(sql: string): string {
  return groupedForm(normalForm(sql).replace(/ engine = \w+/g, ""));
}

const PRECEDENCE: Readonly<Record<string, number>> = {
  "+": 1,
  "-": 1,
  "*": 2,
  "/": 2,
  "%": 2,
  div: 2,
  mod: 2,
};

/** The text with parentheses around every operation, and around nothing else but lists. */
function groupedForm(sql: string): string {
  const tokens = tokenize(sql);
  let at = 0;
  const take = (): Token | undefined => tokens[at++];
  const isNext = (value: string) => tokens[at]?.kind === "punctuation" && tokens[at]?.value === value;
  const operand = (): string => {
    const token = take();
    if (!token) return "";
    if (token.value === "-" && token.kind === "operator") return `- ${operand()}`;
    const text = sql.slice(token.start, token.end);
    if (token.kind !== "punctuation" || token.value !== "(") return isNext("(") ? `${text} ${list()}` : text;
    at--;
    const inner = list();
    // Parentheses around one thing say nothing.
    return inner.includes(" , ") ? inner : inner.slice(2, -2);
  };
  const list = (): string => {
    take();
    const parts: string[] = [];
    while (at < tokens.length && !isNext(")")) parts.push(isNext(",") ? take()?.value ?? "" : operation(0));
    take();
    return `( ${parts.join(" ")} )`;
  };
  const operation = (least: number): string => {
    let left = operand();
    for (;;) {
      const rank = PRECEDENCE[tokens[at]?.value ?? ""];
      if (rank === undefined || rank <= least) return left;
      left = `( ${left} ${take()?.value} ${operation(rank)} )`;
    }
  };
  const pieces: string[] = [];
  while (at < tokens.length) pieces.push(operation(0));
  return pieces.join(" ");
}
