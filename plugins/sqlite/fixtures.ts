// Renders documents and their rows as statements for an empty database: a plan against one in memory. Needs no
// connection and no file.
import type { Input, Output } from "../../protocol/methods.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { MEMORY, openDatabase, toPluginError } from "./database.ts";
import { planChanges } from "./plan.ts";

/** Streams the statements that make an empty database as described, rows included. */
export async function renderFixtures(
  input: AsyncIterable<Input<"fixtures">>,
  send: Send<Output<"fixtures">>,
  context: RequestContext,
): Promise<void> {
  const db = openDatabase(MEMORY);
  try {
    await planChanges({ db, database: MEMORY }, { seedData: true }, input, send, context);
  } catch (error) {
    throw toPluginError(error);
  } finally {
    db.close();
  }
}
