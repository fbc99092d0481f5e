// deno task gen: writes every generated file anew. With --check it writes nothing and names what is out of date.
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { complain, say } from "./screen.ts";
import { ROOT } from "./tree.ts";

/** What a generator module exports: files by their path from the root of the tree. */
interface Generator {
  generate(): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
}

/** The generators: a gen.ts in a room. */
async function generators(): Promise<readonly Generator[]> {
  const rooms = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const paths = rooms.map((room) => join(ROOT, room.name, "gen.ts")).filter((path) => existsSync(path));
  const own = paths.filter((path) => path !== import.meta.filename);
  return await Promise.all(own.map((path): Promise<Generator> => import(pathToFileURL(path).href)));
}

const isCheck = Deno.args.includes("--check");
const stale: string[] = [];
let count = 0;
for (const { generate } of await generators()) {
  for (const [path, text] of Object.entries(await generate())) {
    count++;
    const file = join(ROOT, path);
    if (existsSync(file) && Deno.readTextFileSync(file) === text) continue;
    stale.push(path);
    if (isCheck) continue;
    Deno.mkdirSync(dirname(file), { recursive: true });
    Deno.writeTextFileSync(file, text);
  }
}
if (isCheck && stale.length > 0) {
  complain(`Out of date: ${stale.join(", ")}`, "Run `deno task gen` and commit what it writes");
  Deno.exit(1);
}
say(stale.length > 0 ? `Wrote ${stale.join(", ")}` : `All ${count} generated files are up to date`);
