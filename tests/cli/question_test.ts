// The question before `apply`, asked on a terminal: yes, no, and Ctrl-C, which does not wait for Enter.
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { denoVariables } from "./cases.ts";
import { formsOfThisRun, lockPlugins, preparePortable } from "./forms.ts";
import { PYTHON } from "../host/rogue.ts";

const SPEC = `database: shop
name: customer
schema:
  sqlite:
    columns:
      - { name: id, type: integer }
`;

/** What is typed at the question, and what comes of it. */
const ANSWERS = [
  { typed: "y\\n", code: 0, says: /Applied 1 statement/, tables: 1 },
  { typed: "no\\n", code: 1, says: /Nothing was applied/, tables: 0 },
  { typed: "\\x03", code: 130, says: /Stopped by SIGINT/, tables: 0 },
];

for (const form of formsOfThisRun()) {
  for (const { typed, code, says, tables } of ANSWERS) {
    Deno.test({
      name: `${form.name}: apply asks on a terminal, and ${typed} ends with ${code}`,
      ignore: PYTHON === undefined || Deno.build.os === "windows",
      async fn() {
        const folder = await Deno.makeTempDir({ prefix: "schemahero-question-" });
        try {
          if (form.name.includes("portable")) await preparePortable();
          const lock = join(folder, "plugins.lock");
          await lockPlugins(form, lock);
          await Deno.writeTextFile(join(folder, "customer.yaml"), SPEC);
          const { code: actual, stdout, stderr } = await new Deno.Command(PYTHON ?? "", {
            args: [
              fileURLToPath(new URL("on_terminal.py", import.meta.url)),
              ...["[y/N]", typed, ...form.command],
              ...["apply", "--driver", "sqlite", "--uri", join(folder, "shop.db"), "--spec-file"],
              join(folder, "customer.yaml"),
            ],
            cwd: folder,
            clearEnv: true,
            env: {
              PATH: "/usr/bin:/bin",
              HOME: folder,
              SCHEMAHERO_STORE_DIR: join(folder, "store"),
              ...(form.pluginPath !== undefined && {
                SCHEMAHERO_PLUGINS_LOCK: lock,
                SCHEMAHERO_PLUGIN_PATH: form.pluginPath,
              }),
              ...denoVariables(),
            },
            stdin: "null",
          }).output();
          const words = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
          assert.match(words, says);
          assert.equal(actual, code, words);
          assert.equal(tablesOf(join(folder, "shop.db")), tables);
        } finally {
          await Deno.remove(folder, { recursive: true });
        }
      },
    });
  }
}

function tablesOf(path: string): number {
  using database = new DatabaseSync(path);
  return Number(database.prepare("select count(*) as n from sqlite_schema").get()?.["n"]);
}
