import { strict as assert } from "node:assert";
import { Kernel } from "./kernel.ts";
import { cString, makeProgram, PROGRAM_MARK, SCRATCH, type Step } from "./program.ts";
import type { Machine } from "./system_calls.ts";

const canRun = Deno.build.os === "linux";

/** Runs steps in a process of their own. */
async function run(steps: readonly Step[]): Promise<{ code: number; stdout: string; stderr: string }> {
  using kernel = Kernel.open();
  using held = kernel.hold(makeProgram(steps, kernel.machine));
  const { code, stdout, stderr } = await new Deno.Command(held.path, {
    clearEnv: true,
    cwd: "/",
    stdin: "null",
  }).output();
  return { code, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
}

const shell = (script: string, ...variables: string[]): Step => ({
  call: "execve",
  args: [
    cString("/bin/sh"),
    { pointers: ["sh", "-c", script].map(cString) },
    { pointers: variables.map(cString) },
  ],
  otherwise: "cannot start",
});

Deno.test({
  name: "makeProgram() becomes the last program, with its arguments and variables",
  ignore: !canRun,
  fn: async () => {
    assert.deepEqual(await run([shell('echo "$0 $A $B"; exit 3', "A=1", "B=two words")]), {
      code: 3,
      stdout: "sh 1 two words\n",
      stderr: "",
    });
  },
});

Deno.test({
  name: "makeProgram() stops at a call that must not fail, with its error, and goes on after others",
  ignore: !canRun,
  fn: async () => {
    const closed: Step = { call: "close", args: [1_000_000] }; // EBADF
    assert.equal((await run([closed, shell("exit 4")])).code, 4);
    assert.deepEqual(await run([{ ...closed, otherwise: "cannot close" }, shell("exit 4")]), {
      code: 9,
      stdout: "",
      stderr: `${PROGRAM_MARK}cannot close\n`,
    });
    const absent: Step = { call: "execve", args: [cString("/not/there"), 0, 0], otherwise: "x" };
    assert.deepEqual(await run([absent]), { code: 2, stdout: "", stderr: `${PROGRAM_MARK}x\n` });
  },
});

Deno.test({
  name: "makeProgram() takes a result below the least for a failure, and has memory to write to",
  ignore: !canRun,
  fn: async () => {
    // Its input is at its end: nothing is read.
    const read: Step = { call: "read", args: [0, SCRATCH, 1], otherwise: "has no input" };
    assert.equal((await run([read, shell("exit 4")])).code, 4);
    assert.deepEqual(await run([{ ...read, least: 1 }, shell("exit 4")]), {
      code: 0,
      stdout: "",
      stderr: `${PROGRAM_MARK}has no input\n`,
    });
  },
});

Deno.test("makeProgram() makes a static ELF file with steps of ten words behind the code", () => {
  // Both codes were run in an emulator of their machine (Unicorn 2.1), call by call, before they were pinned here.
  const codeBytes: Readonly<Record<Machine, number>> = { "x86_64": 88, "aarch64": 88 };
  for (const [machine, elfMachine] of [["x86_64", 62], ["aarch64", 183]] as const) {
    const file = makeProgram([
      { call: "close", args: [7] },
      { call: "prctl", args: [1, 2n, 3, 4, 5, -1], otherwise: "no" },
    ], machine);
    const view = new DataView(file.buffer);
    assert.equal(view.getUint32(0), 0x7f454c46);
    assert.equal(view.getUint16(18, true), elfMachine);
    assert.equal(view.getBigUint64(24, true), 0x400000n + 232n, "starts at the code");
    assert.equal(view.getBigUint64(64 + 32, true), BigInt(file.length), "the whole file is loaded");
    const steps = 232 + codeBytes[machine];
    const word = (index: number) => view.getBigUint64(steps + index * 8, true);
    assert.deepEqual([word(1), word(7), word(8), word(9)], [7n, 0n, 0n, 0n], "goes on when it fails");
    assert.equal(word(10 + 6), 0xffffffffffffffffn, "arguments are signed");
    const text = Number(word(10 + 7)) - 0x400000;
    const said = new TextDecoder().decode(file.subarray(text, text + Number(word(10 + 8))));
    assert.equal(said, `${PROGRAM_MARK}no\n`);
  }
});

Deno.test("makeProgram() lays lists down with their pointers", () => {
  const file = makeProgram([
    { call: "execve", args: [0, { pointers: [cString("a"), cString("bc")] }, 0] },
    { call: "prctl", args: [{ counted: new Uint8Array(16), itemBytes: 8 }] },
  ], "x86_64");
  const view = new DataView(file.buffer);
  const at = (address: bigint) => Number(address) - 0x400000;
  const list = at(view.getBigUint64(320 + 16, true));
  const pointers = [0, 8, 16].map((offset) => view.getBigUint64(list + offset, true));
  assert.equal(pointers[2], 0n);
  assert.equal(new TextDecoder().decode(file.subarray(at(pointers[1] ?? 0n)).subarray(0, 3)), "bc\0");
  const counted = at(view.getBigUint64(320 + 80 + 8, true));
  assert.equal(view.getUint16(counted, true), 2, "items, not bytes");
});
