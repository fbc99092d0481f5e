// What cutting a stream of text into statements has in common. Where a statement ends is each engine's own grammar.
import type { Input, Output } from "../../protocol/methods.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";

/** Cuts text into statements as it arrives. */
export interface StatementSplitter {
  /** Takes a piece of text; gives the statements that it completes. */
  push(text: string): Output<"split">[];
  /** Takes the end of the text; gives what is left as the last statement. */
  end(): Output<"split">[];
}

/** Cuts a stream of text, however it was cut on its way. */
export async function splitStream(
  splitter: StatementSplitter,
  input: AsyncIterable<Input<"split">>,
  send: Send<Output<"split">>,
  context: RequestContext,
): Promise<void> {
  for await (const { text } of input) {
    context.signal.throwIfAborted();
    for (const statement of splitter.push(text)) await send(statement);
  }
  for (const statement of splitter.end()) await send(statement);
}

/** How many line ends a text has. */
export function countLines(text: string): number {
  let count = 0;
  for (let index = text.indexOf("\n"); index >= 0; index = text.indexOf("\n", index + 1)) count++;
  return count;
}
