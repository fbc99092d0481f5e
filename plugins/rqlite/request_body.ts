// The JSON of a request, made in pieces: as one text and its bytes a plan of many seed rows would be in memory twice more.
import { PluginError } from "../../protocol/errors.ts";
import type { Output } from "../../protocol/methods.ts";
import type { Send } from "../../protocol/plugin.ts";

/** The longest request in bytes. A node keeps every request in its log and in memory. */
export const MAX_REQUEST_BYTES = 64 * 1024 * 1024;
/** What `apply` adds to a plan's statements, beside the texts of the schema. */
const GUARD_BYTES = 64 * 1024;
const PIECE_CHARACTERS = 64 * 1024;

/** A statement, with the values of its `?`. */
export type Statement = string | readonly [sql: string, ...values: readonly (string | number | null)[]];

/** What is sent. */
export interface RequestBody {
  readonly pieces: readonly Uint8Array[];
  readonly length: number;
}

const encoder = new TextEncoder();

/** The body of a request with these statements. @throws {PluginError} when it is too long */
export function requestBody(
  statements: readonly Statement[],
  limit: number = MAX_REQUEST_BYTES,
): RequestBody {
  const pieces: Uint8Array[] = [];
  let length = 0;
  let text = "[";
  const flush = () => {
    const piece = encoder.encode(text);
    text = "";
    length += piece.length;
    if (length > limit) throw tooLong("The request", limit);
    pieces.push(piece);
  };
  for (const [index, statement] of statements.entries()) {
    text += (index === 0 ? "" : ",") + JSON.stringify(statement);
    if (text.length >= PIECE_CHARACTERS) flush();
  }
  text += "]";
  flush();
  return { pieces, length };
}

/**
 * Sends a plan's parts on as long as their statements fit into one request: what cannot be applied is not planned.
 * @param schemaLength the characters of the texts of the schema, which `apply` sends along to be compared
 */
export function withinRequest(
  send: Send<Output<"plan">>,
  schemaLength: number,
  limit: number = MAX_REQUEST_BYTES,
): Send<Output<"plan">> {
  let length = GUARD_BYTES + 4 * schemaLength; // quotes in quotes in quotes
  return (part) => {
    if (part.type === "statement") {
      length += encoder.encode(JSON.stringify(part.statement.sql)).length + 1;
      if (length > limit) throw tooLong("The plan", limit);
    }
    return send(part);
  };
}

function tooLong(what: string, limit: number): PluginError {
  return new PluginError(
    "spec.unsupported",
    `${what} is longer than ${Math.floor(limit / 1024 ** 2)} MiB, the most that is sent to rqlite at once`,
    {
      hint: "All of it is one entry of the cluster's log, done as a whole or not at all. " +
        "Plan and apply the seed rows in parts: rows that a document does not name are never touched",
      data: { outcome: "rolled-back", appliedCount: 0 },
    },
  );
}
