// deno task clean: removes what `deno task build` made.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { say } from "./screen.ts";
import { DIST } from "./tree.ts";

const made = readdirSync(DIST).filter((name) => name !== "README.md");
for (const name of made) Deno.removeSync(join(DIST, name), { recursive: true });
say(made.length > 0 ? `Removed from dist/: ${made.join(", ")}` : "dist/ is clean already");
