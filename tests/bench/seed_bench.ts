// 100,000 seed rows in SQLite, see seed.ts.
import { join } from "node:path";
import { measureSeeds } from "./seed.ts";

const folder = await Deno.makeTempDir({ prefix: "schemahero-bench-" });
try {
  await measureSeeds("sqlite", "real", folder, ["--driver", "sqlite", "--uri", join(folder, "t.db")]);
} finally {
  await Deno.remove(folder, { recursive: true });
}
