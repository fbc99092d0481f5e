// What the SQLite plugin says of itself. Called in a process that may touch nothing; opens nothing.
import type { Description } from "../../protocol/describe.ts";
import { HAZARD_KINDS } from "../../protocol/plan.ts";
import { object, optional, string } from "../../protocol/schema.ts";
import { MEMORY } from "./database.ts";
import { TABLE_SPEC, VIEW_SPEC } from "./spec.ts";

const PATH = "The database file: a path, `file:PATH`, `sqlite:PATH`, or `:memory:`";

/** The options of a connection. */
const OPTIONS = object({
  uri: optional(string({ maxLength: 10_000, description: PATH })),
  dsn: optional(string({ maxLength: 10_000, description: `${PATH}; the older name of uri` })),
}, { description: "An SQLite database" });

/** The plugin's description. */
export function describe(version: string): Description {
  return {
    name: "sqlite",
    version,
    summary: "SQLite databases in files",
    engines: [{ name: "sqlite", specKey: "sqlite" }, { name: "sqlite3", specKey: "sqlite" }],
    capabilities: ["inspect", "plan", "split", "apply", "fixtures", "generate"],
    kinds: [{ kind: "Table", body: TABLE_SPEC }, { kind: "View", body: VIEW_SPEC }],
    connection: {
      options: OPTIONS,
      uri: [{ grammar: "file", schemes: ["file", "sqlite", "sqlite3"] }],
      uriFrom: ["uri", "dsn"],
      files: [{
        name: "database",
        from: ["uri.path"],
        access: "read-write",
        sideFiles: ["-journal", "-wal", "-shm"],
        upkeep: {
          // PENDING_BYTE and all behind it that a connection may lock (sqlite3/src/os.h).
          lock: { from: 0x40000000, length: 512 },
          scratch: ["-shm"],
          // The file format's read version: 2 for a write-ahead log (https://sqlite.org/fileformat2.html).
          neededToRead: { at: 19, byte: 2 },
        },
        notFiles: [MEMORY],
      }],
    },
    hazards: HAZARD_KINDS.filter((kind) => kind !== "not-transactional" && kind !== "exclusive-lock"),
  };
}
