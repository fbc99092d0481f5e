// Seed rows of rqlite, see seed.ts: one node on this machine.
import { RQLITE } from "../engines/rqlite/engine.ts";
import { measureSeeds } from "./seed.ts";

const folder = await Deno.makeTempDir({ prefix: "schemahero-bench-" });
const server = await RQLITE.start();
if (typeof server === "string") throw new Error(server);
try {
  const database = await server.create("seeds");
  const flags = ["--driver", "rqlite", "--uri", database.uri, "--sandbox", "required"];
  await measureSeeds("rqlite", "real", folder, flags);
  await database.drop();
} finally {
  await server.close();
  await Deno.remove(folder, { recursive: true });
}
