// Seed rows of MySQL and MariaDB, see seed.ts.
import { MARIADB, MYSQL } from "../engines/mysql/engine.ts";
import { measureSeeds } from "./seed.ts";

for (const engine of [MARIADB, MYSQL]) {
  const folder = await Deno.makeTempDir({ prefix: "schemahero-bench-" });
  const server = await engine.start();
  if (typeof server === "string") throw new Error(server);
  try {
    const database = await server.create("seeds");
    // deno-lint-ignore no-console -- which of the two the table below is about
    console.log(engine.variant);
    const flags = ["--driver", "mysql", "--uri", database.uri, "--sandbox", "required"];
    await measureSeeds("mysql", "double", folder, flags);
    await database.drop();
  } finally {
    await server.close();
    await Deno.remove(folder, { recursive: true });
  }
}
