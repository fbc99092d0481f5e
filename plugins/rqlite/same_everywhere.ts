// Every node runs every statement by itself, so a statement that writes rows must not ask for chance or for the time:
// the nodes would differ for ever. rqlite can replace such calls, but does it in whole requests, and then also in CREATE
// statements, where they must stay (a view of random() became a view of one number). So it is told to leave requests
// alone, and the calls are replaced here, where rows are written and nowhere else.
import { PluginError } from "../../protocol/errors.ts";
import { type Token, tokenize } from "../sqlite/tokens.ts";

/** The time of a write, and chance. */
export interface Circumstances {
  readonly now: Date;
  randomBytes(count: number): Uint8Array;
}

const WRITES_ROWS = new Set(["insert", "replace", "update", "delete", "with"]);
/** A text without any of these is left alone, unread: most seed rows are long and have none. */
const SUSPECT = /random|current_|date|time|julianday|unixepoch/i;
const TIME_FUNCTIONS = new Set([
  "date",
  "time",
  "datetime",
  "julianday",
  "unixepoch",
  "strftime",
  "timediff",
]);
const MAX_BLOB_BYTES = 1_000_000;

/** A statement that does the same on every node. @throws {PluginError} when it cannot be made so */
export function sameEverywhere(sql: string, circumstances: Circumstances): string {
  if (!SUSPECT.test(sql)) return sql;
  const tokens = tokenize(sql);
  if (!WRITES_ROWS.has(tokens[0]?.value ?? "")) return sql;
  const edits = tokens.flatMap((_, at) => editsAt(tokens, at, circumstances));
  return edits.reduceRight((text, { start, end, by }) => text.slice(0, start) + by + text.slice(end), sql);
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

function editsAt(tokens: readonly Token[], at: number, circumstances: Circumstances): readonly Edit[] {
  const token = tokens[at];
  if (token?.kind !== "word" || tokens[at - 1]?.text === ".") return [];
  const time = circumstances.now.toISOString().replace("T", " ").replace("Z", "");
  const word = new Map([
    ["current_timestamp", time.slice(0, 19)],
    ["current_date", time.slice(0, 10)],
    ["current_time", time.slice(11, 19)],
  ]).get(token.value);
  if (word !== undefined) return [{ start: token.start, end: token.end, by: `'${word}'` }];
  if (tokens[at + 1]?.text !== "(") return [];
  const close = closingAt(tokens, at + 1);
  const inner = tokens.slice(at + 2, close);
  const last = tokens[close];
  if (!last) return [];
  if (token.value === "random" || token.value === "randomblob") {
    return [{ start: token.start, end: last.end, by: chance(token, inner, circumstances) }];
  }
  if (!TIME_FUNCTIONS.has(token.value)) return [];
  const asksNow = inner.length === 0 || (token.value === "strftime" && inner.length === 1);
  if (asksNow) {
    return [{ start: last.start, end: last.start, by: `${inner.length > 0 ? ", " : ""}'${time}'` }];
  }
  return inner.filter((each) =>
    each.kind === "string" && each.value.toLowerCase() === "now" && !isNested(inner, each)
  )
    .map(({ start, end }) => ({ start, end, by: `'${time}'` }));
}

/** True when another function of time has the token among its own arguments, and replaces it. */
function isNested(tokens: readonly Token[], token: Token): boolean {
  return tokens.some((each, at) =>
    each.kind === "word" && TIME_FUNCTIONS.has(each.value) && tokens[at + 1]?.text === "(" &&
    each.start < token.start && (tokens[closingAt(tokens, at + 1)]?.start ?? 0) > token.start
  );
}

function chance({ value }: Token, inner: readonly Token[], { randomBytes }: Circumstances): string {
  if (value === "random") return `(${new DataView(randomBytes(8).buffer).getBigInt64(0) || 1n})`;
  const [count, ...more] = inner;
  const bytes = count?.kind === "number" && more.length === 0 ? Number(count.text) : NaN;
  if (Number.isInteger(bytes) && bytes <= MAX_BLOB_BYTES) {
    return `x'${randomBytes(Math.max(1, bytes)).toHex()}'`;
  }
  throw new PluginError("database.error", "randomblob() would give each node of rqlite other bytes", {
    hint: `Give the number of bytes as a number up to ${MAX_BLOB_BYTES}, or the value itself`,
    data: { outcome: "rolled-back", appliedCount: 0 },
  });
}

function closingAt(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const text = tokens[at]?.kind === "symbol" ? tokens[at]?.text : "";
    if (text === "(") depth++;
    else if (text === ")" && --depth === 0) return at;
  }
  return tokens.length;
}
