// `plugin doctor --attack`, through the program: everything that it tries is done without walls and stopped behind
// them, and it says so when it is not.
import { strict as assert } from "node:assert";
import { formsOfThisRun } from "../cli/forms.ts";

const [form] = Deno.build.os === "linux" ? formsOfThisRun() : [];

async function doctor(
  ...flags: string[]
): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  const [command = "", ...args] = form?.command ?? [];
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args: [...args, "plugin", "doctor", "--attack", ...flags],
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  return { code, lines: text.split("\n").map((line) => line.trim()) };
}

function marked(lines: readonly string[], mark: string): readonly string[] {
  return lines.filter((line) => line.startsWith(`${mark} `));
}

if (form) {
  Deno.test(`${form.name}: plugin doctor --attack finds every wall standing`, async () => {
    const { code, lines } = await doctor("--sandbox=required");
    assert.equal(code, 0, lines.join("\n"));
    assert.equal(marked(lines, "stopped").length, 11, lines.join("\n"));
    assert.equal(marked(lines, "works").length, 1, "what the connection needs still works");
    for (const line of marked(lines, "stopped")) {
      assert.match(
        line,
        /Permission denied|Operation not permitted|EPERM|EACCES/,
        "by the kernel, and by nothing else",
      );
    }
  });

  Deno.test(`${form.name}: plugin doctor --attack says what is open`, async () => {
    const { code, lines } = await doctor("--sandbox=off");
    assert.equal(code, 1);
    assert.equal(marked(lines, "OPEN").length, 11, lines.join("\n"));
    assert.deepEqual(marked(lines, "stopped"), []);
    assert(lines.some((line) => line === "Error: A plugin can do 11 of these things on this machine"));
  });
}
