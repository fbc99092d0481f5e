// Keeps the import rules of the tree, and proves by planted violations that each rule can fail.
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { ROOT } from "../tasks/tree.ts";
import { findViolations } from "./layers.ts";

Deno.test("the tree keeps its import rules", async () => {
  assert.deepEqual(await findViolations(ROOT), []);
});

/** A tree of planted files, each a line of code. */
async function violationsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const root = await Deno.makeTempDir({ prefix: "schemahero-layers-" });
  try {
    const all = { "deno.json": "{}", ...files };
    for (const [file, text] of Object.entries(all)) {
      await Deno.mkdir(dirname(join(root, file)), { recursive: true });
      await Deno.writeTextFile(join(root, file), text);
    }
    return await findViolations(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

const VALUE = "export const value = 1;\nexport type Value = number;\n";

/** Files that every planted tree has, so that imports resolve. */
const COMMON = {
  "protocol/messages.ts": VALUE,
  "protocol/schema.ts": VALUE,
  "core/flow.ts": VALUE,
  "plugins/kit/model.ts": VALUE,
  "plugins/sqlite/render.ts": VALUE,
  "plugins/postgres/render.ts": VALUE,
  "plugins/sqlite/permissions.json": "{}",
  "tasks/tree.ts": VALUE,
};

function importing(path: string): string {
  return `import { value } from "${path}";\nexport const copy = value;\n`;
}

const ALLOWED: Readonly<Record<string, string>> = {
  "protocol/frame.ts": importing("./messages.ts") + 'import "@msgpack/msgpack";\nimport "node:process";\n',
  "core/host/start.ts": importing("../../protocol/messages.ts") + "new Deno.Command('x');\n",
  "core/oci/pull.ts": importing("../flow.ts") + "await fetch('https://example.com');\n",
  "core/cli/plan.ts": "console.log(Math.max(1, 2));\n",
  "core/specs/read.ts":
    "const own = { fetch: 1, console: 2 };\nexport const sum = own.fetch + own.console;\n",
  "plugins/kit/diff.ts": importing("../../protocol/schema.ts") +
    'import type { Value } from "../../protocol/messages.ts";\nexport type Other = Value;\n',
  "plugins/rqlite/render.ts": importing("../sqlite/render.ts"),
  "plugins/timescaledb/render.ts": importing("../postgres/render.ts"),
  "plugins/sqlite/plugin.ts": importing("../kit/model.ts"),
  "plugins/sqlite/main.ts": importing("../../protocol/messages.ts"),
  "plugins/kit/clock_test.ts": "console.log(Deno.args, Date.now());\n",
  "tests/case.ts": importing("../core/flow.ts") + 'import "../plugins/sqlite/render.ts";\n',
};

Deno.test("findViolations() is silent when every import and use is allowed", async () => {
  assert.deepEqual(await violationsOf({ ...COMMON, ...ALLOWED }), []);
});

const PLANTED: readonly (readonly [file: string, text: string, why: RegExp])[] = [
  ["protocol/frame.ts", importing("../core/flow.ts"), /protocol\/ imports nothing of ours/],
  ["protocol/frame.ts", 'import "js-yaml";', /protocol\/ uses no package but the codec/],
  ["core/plan/plan.ts", importing("../../plugins/sqlite/render.ts"), /core\/ imports protocol\/ only/],
  ["core/plan/plan.ts", importing("../../plugins/kit/model.ts"), /core\/ imports protocol\/ only/],
  ["core/plan/plan.ts", importing("../../tasks/tree.ts"), /core\/ imports protocol\/ only/],
  ["core/plan/plan_test.ts", importing("../../plugins/sqlite/render.ts"), /core\/ imports protocol\/ only/],
  ["core/plan/plan.ts", 'export * from "../../plugins/sqlite/render.ts";', /core\/ imports protocol\/ only/],
  ["core/plan/plan.ts", 'await import("../../plugins/sqlite/render.ts");', /core\/ imports protocol\/ only/],
  [
    "core/plan/plan.ts",
    'export type { Value } from "../../plugins/kit/model.ts";',
    /core\/ imports protocol/,
  ],
  [
    "plugins/sqlite/x.ts",
    importing("../../core/flow.ts"),
    /a plugin imports protocol\/ and plugins\/kit only/,
  ],
  ["plugins/sqlite/x.ts", importing("../postgres/render.ts"), /a plugin imports protocol\/ and plugins\/kit/],
  ["plugins/rqlite/x.ts", importing("../postgres/render.ts"), /a plugin imports protocol\/ and plugins\/kit/],
  ["plugins/kit/x.ts", importing("../../core/flow.ts"), /plugins\/kit imports types of protocol\/ only/],
  ["plugins/kit/x.ts", importing("../sqlite/render.ts"), /plugins\/kit imports types of protocol\/ only/],
  ["plugins/kit/x.ts", importing("../../protocol/messages.ts"), /plugins\/kit imports only types of this/],
  ["core/apply/x.ts", "new Deno.Command('x');", /only host\/ starts processes/],
  ["core/apply/x.ts", "const { Command } = Deno;\nCommand;", /only host\/ starts processes/],
  ["core/apply/x.ts", 'import "node:child_process";', /only host\/ starts processes/],
  ["core/apply/x.ts", "await fetch('x');", /only oci\/, kube\/ and secrets\/ use the network/],
  ["core/host/x.ts", "await Deno.connect({ port: 1 });", /only oci\/, kube\/ and secrets\/ use the network/],
  ["core/host/x.ts", 'import "node:net";', /only oci\/, kube\/ and secrets\/ use the network/],
  ["core/flow/x.ts", "console.log(1);", /only core\/cli, core\/main.ts, tasks and tests write/],
  ["plugins/sqlite/x.ts", "console.error(1);", /only core\/cli, core\/main.ts, tasks and tests write/],
  ["protocol/x.ts", "const log = console;\nlog;", /only core\/cli, core\/main.ts, tasks and tests write/],
  ...["core/specs", "core/plan", "core/policy", "core/report", "plugins/kit"].map((room) =>
    [`${room}/x.ts`, "export const x = Deno.build.os;", /this room is pure/] as const
  ),
  ["core/plan/x.ts", 'import "node:fs";', /this room is pure/],
  ["core/plan/x.ts", "export const x = Date.now();", /this room is pure/],
  ["core/plan/x.ts", "export const x = globalThis.Deno;", /this room is pure/],
  ["plugins/kit/x.ts", "export const x = Math.random();", /this room is pure/],
];

for (const [file, text, why] of PLANTED) {
  Deno.test(`findViolations() reports ${file} when it holds ${text.split("\n")[0]}`, async () => {
    const found = await violationsOf({ ...COMMON, [file]: text });
    assert.ok(found.length >= 1 && found.every((line) => line.startsWith(file)), found.join("\n"));
    assert.match(found.join("\n"), why);
  });
}
