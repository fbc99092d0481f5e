// 100,000 seed rows in PostgreSQL, behind all walls, see seed.ts.
import { POSTGRES } from "../engines/postgres/engine.ts";
import { measureSeeds } from "./seed.ts";

const server = await POSTGRES.start();
if (typeof server === "string") throw new Error(server);
const folder = await Deno.makeTempDir({ prefix: "schemahero-bench-" });
try {
  const database = await server.create("seeds");
  const flags = ["--driver", "postgres", "--uri", database.uri, "--sandbox", "required"];
  await measureSeeds("postgres", "double precision", folder, flags);
  await database.drop();
} finally {
  await server.close();
  await Deno.remove(folder, { recursive: true });
}
