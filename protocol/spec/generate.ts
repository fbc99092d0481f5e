// The generated files of the protocol room: the page and the JSON Schema of every message. Called by `deno task gen`.
// The vectors are not among them: they are frozen.
import { messageSchema } from "./json_schema.ts";
import { protocolPage } from "./page.ts";

/** The generated files, by their path from the root of the tree. */
export function generate(): Promise<Map<string, string>> {
  return Promise.resolve(
    new Map([
      ["protocol/spec/shp-1.md", protocolPage()],
      ["protocol/spec/shp-1.schema.json", messageSchema()],
    ]),
  );
}
