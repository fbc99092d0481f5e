// What stands behind the `?` of a connection's URI. A parameter that means something to another SQLite program and
// would have no effect here is refused by its name: whoever writes `mode=ro` relies on it.
import { PluginError } from "../../protocol/errors.ts";

/** What is done anyway: read, write, and make the file when it is not there. */
const AS_IT_IS = new Set(["mode=rwc"]);

/**
 * Refuses parameters that are not honoured.
 * @throws {PluginError} connection.invalid
 */
export function refuseParameters(uri: string): void {
  const [beforeFragment = ""] = /^[a-z][a-z0-9+.-]*:/i.test(uri) ? uri.split("#", 1) : [uri];
  const mark = beforeFragment.indexOf("?");
  if (mark < 0) return;
  for (const pair of beforeFragment.slice(mark + 1).split("&")) {
    if (pair === "" || AS_IT_IS.has(pair)) continue;
    const [name = ""] = pair.split("=", 1);
    throw new PluginError("connection.invalid", `The URI's parameter ${name} is not honoured: ${pair}`, {
      hint: HINTS[name] ?? "Leave it out; a ? that belongs to the file's name is written %3F after file:",
    });
  }
}

const HINTS: Readonly<Record<string, string>> = {
  mode:
    "Leave it out: plan only reads, and apply must write. To protect a file, take its write permission away",
  vfs: "Leave it out: SQLite's usual VFS of this platform is taken",
  immutable: "Leave it out: the file is opened as one that others may change",
};
