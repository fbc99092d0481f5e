// Ctrl-C while a plugin is busy with a database, in every form of this run: the exit code of shells, one sentence, and
// nothing is changed.
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Form } from "./forms.ts";

const SPEC = `database: shop
name: customer
schema:
  sqlite:
    columns:
      - { name: id, type: integer }
`;

/** Stops `apply` by a signal while another program holds the database. @throws {Error} what went otherwise */
export async function stopWhileLocked(
  form: Form,
  lock: string,
  signal: "SIGINT" | "SIGTERM",
  code: number,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "schemahero-signal-" });
  const path = join(folder, "shop.db");
  const other = new DatabaseSync(path);
  try {
    other.exec("begin exclusive");
    await Deno.writeTextFile(join(folder, "customer.yaml"), SPEC);
    const [program = "", ...args] = form.command;
    const child = new Deno.Command(program, {
      args: [
        ...[...args, "apply", "--yes", "--driver", "sqlite", "--uri", path, "--lock-timeout", "60s"],
        ...["--spec-file", join(folder, "customer.yaml")],
      ],
      cwd: folder,
      env: {
        SCHEMAHERO_CACHE_DIR: join(folder, "cache"),
        SCHEMAHERO_PLUGINS_LOCK: lock,
        SCHEMAHERO_STORE_DIR: join(dirname(lock), "store"),
        SCHEMAHERO_AUDIT: "off",
        ...(form.pluginPath !== undefined && { SCHEMAHERO_PLUGIN_PATH: form.pluginPath }),
      },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    await delay(2_000);
    child.kill(signal);
    const { code: actual, stderr } = await child.output();
    const words = new TextDecoder().decode(stderr);
    assert.match(words, new RegExp(`Error: Stopped by ${signal}`));
    assert.equal(actual, code, words);
    other.exec("rollback");
    assert.equal(other.prepare("select count(*) as n from sqlite_schema").get()?.["n"], 0);
  } finally {
    other.close();
    await Deno.remove(folder, { recursive: true });
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
