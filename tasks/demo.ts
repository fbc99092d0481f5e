// deno task demo: a music store in a SQLite file, planned, applied and changed by the real program through a real
// plugin process. Every exit code and the final state are checked, so that the demo is a test as well.
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { changedLines, edited, EDITS } from "./demo/changes.ts";
import { inspect } from "./demo/outcome.ts";
import { run } from "./demo/shell.ts";
import { complain, paint, say } from "./screen.ts";
import { ROOT } from "./tree.ts";

const SPECS = join(ROOT, "tasks", "demo", "chinook");
const CONNECTION = ["--driver", "sqlite", "--uri", "store.db", "--spec-file", "specs", "--seed-data"];
let stepCount = 0;

function step(title: string, ...text: readonly string[]): void {
  stepCount++;
  say("", paint("bold", `${stepCount}. ${title}`), ...text.map((line) => `   ${line}`));
}

function prepare(): string {
  const folder = Deno.makeTempDirSync({ prefix: "schemahero-demo-" });
  Deno.mkdirSync(join(folder, "specs"));
  for (const file of readdirSync(SPECS)) Deno.copyFileSync(join(SPECS, file), join(folder, "specs", file));
  return folder;
}

function edit(folder: string): void {
  for (const change of EDITS) {
    const path = join(folder, "specs", change.file);
    Deno.writeTextFileSync(path, edited(Deno.readTextFileSync(path), change));
    say("", `   ${change.wish} ${paint("dim", `(specs/${change.file})`)}`);
    const { removed, added } = changedLines(change);
    for (const line of removed) say(paint("red", `   - ${line.slice(8)}`));
    for (const line of added) say(paint("green", `   + ${line.slice(8)}`));
    if (change.inRows) say(paint("dim", `     (${change.inRows.note})`));
  }
}

async function tell(folder: string): Promise<readonly string[]> {
  step(
    "Describe what should be there",
    "Eleven YAML files, one a table, with rows. This is specs/artist.yaml:",
  );
  const [head = ""] = (await Deno.readTextFile(join(folder, "specs", "artist.yaml"))).split(
    "      - columns:\n",
  );
  say(
    "",
    ...head.trimEnd().split("\n").map((line) => paint("cyan", `     ${line}`)),
    paint("dim", "     ..."),
  );

  step("Plan: what would it take?", "The SQL goes to stdout, the summary to stderr. Nothing is changed.");
  await run(folder, { args: ["plan", ...CONNECTION], code: 0, sqlLines: 14, summaryLines: [10, 1] });

  step("Apply it", "In one transaction. On a terminal it asks; --yes answers.");
  await run(folder, { args: ["apply", ...CONNECTION, "--yes"], code: 0, summaryLines: [1, 1] });

  step("Change your mind", "The files say what should be; nobody writes a migration.");
  edit(folder);

  step(
    "Plan again",
    "Only the difference, and what is dangerous about it. --check ends with 3 when there is one.",
  );
  await run(folder, { args: ["plan", ...CONNECTION, "--check"], code: 3, sqlLines: 26 });

  step("Nothing is lost by surprise", "A statement that deletes data is refused, even with --yes ...");
  await run(folder, { args: ["apply", ...CONNECTION, "--yes"], code: 4, summaryLines: [1, 5] });
  say("", "   ... until it is allowed by name:");
  const allow = ["--allow", "drop-column:customer.fax"];
  await run(folder, { args: ["apply", ...CONNECTION, "--yes", ...allow], code: 0, summaryLines: [1, 1] });

  step(
    "Planning again yields nothing",
    "Rows included. That is the law here: a plan that was applied is done.",
  );
  await run(folder, { args: ["plan", ...CONNECTION, "--check"], code: 0 });

  step("What is in the database now", "Read with SQLite itself, not with SchemaHero:");
  return inspect(join(folder, "store.db"));
}

const folder = prepare();
say(
  paint("bold", "SchemaHero: describe a database, and let the difference be worked out"),
  `The files of this demo are in ${folder}`,
  "Type `deno task schemahero` where it says `schemahero` below to try it yourself there.",
);
const broken = await tell(folder);
if (broken.length > 0 || !existsSync(join(folder, "store.db"))) {
  complain("", `The demo failed: ${broken.join("; ")}`);
  Deno.exit(1);
}
say("", `Done. Go on by yourself in ${folder} (${basename(folder)} may be deleted at any time).`);
