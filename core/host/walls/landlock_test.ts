import { strict as assert } from "node:assert";
import { Kernel } from "./kernel.ts";
import { type FileRule, handledRights, landlockSteps, missingInLandlock } from "./landlock.ts";
import { cString, makeProgram, type Step } from "./program.ts";
import { standingWalls } from "./standing.ts";

const BOUNDS = {
  files: [{ path: "/a.db", access: "read-write", isFolder: false, isNeeded: true }],
  ports: [5432],
} as const;

function bytesOf(value: unknown): Uint8Array {
  assert(value instanceof Uint8Array);
  return value;
}

Deno.test("landlockSteps() handles all that the version of the kernel knows", () => {
  const sizes = [1, 2, 3, 4, 5, 6, 7].map((abi) => landlockSteps(abi, BOUNDS)[0]?.args[1]);
  assert.deepEqual(sizes, [8, 8, 8, 16, 16, 24, 24]);
  assert.deepEqual([1, 2, 3, 4, 5, 7].map(handledRights), [0x1fff, 0x3fff, 0x7fff, 0x7fff, 0xffff, 0xffff]);
  const attributes = new DataView(bytesOf(landlockSteps(7, BOUNDS)[0]?.args[0]).slice().buffer);
  assert.deepEqual([0, 8, 16].map((at) => attributes.getBigUint64(at, true)), [0xffffn, 3n, 3n]);
});

Deno.test("landlockSteps() grants each access its rights and no others", () => {
  const rightsOf = (rule: Partial<FileRule>, abi = 7) => {
    const files = [{ ...BOUNDS.files[0], ...rule }];
    const bytes = bytesOf(landlockSteps(abi, { files, ports: [] })[2]?.args[2]);
    assert.equal(bytes.length, 12, "packed");
    const view = new DataView(bytes.slice().buffer);
    assert.equal(view.getInt32(8, true), 4, "the file that was opened last");
    return Number(view.getBigUint64(0, true));
  };
  assert.equal(rightsOf({ access: "read" }), 0b100);
  assert.equal(rightsOf({ access: "read", isFolder: true }), 0b1100);
  assert.equal(rightsOf({ access: "read-execute" }), 0b101);
  assert.equal(rightsOf({ access: "read-write" }), 0b100000000000110);
  assert.equal(rightsOf({ access: "read-write" }, 2), 0b110, "truncation is not known before ABI 3");
});

Deno.test("landlockSteps() names ports from ABI 4 on, and binds last", () => {
  const calls = (abi: number) => landlockSteps(abi, BOUNDS).map(({ call }) => call);
  assert.equal(calls(3).filter((call) => call === "landlock_add_rule").length, 1);
  assert.equal(calls(4).filter((call) => call === "landlock_add_rule").length, 2);
  assert.deepEqual(calls(4).slice(-2), ["landlock_restrict_self", "close"]);
  const port = new DataView(bytesOf(landlockSteps(4, BOUNDS).at(-3)?.args[2]).slice().buffer);
  assert.deepEqual([port.getBigUint64(0, true), port.getBigUint64(8, true)], [2n, 5432n]);
});

Deno.test({
  name: "landlockSteps() binds a process on this kernel, in the words of every version that it knows",
  ignore: Deno.build.os !== "linux" || standingWalls().landlockAbi < 1,
  fn: async () => {
    const folder = await Deno.makeTempDir({ prefix: "schemahero-landlock-" });
    try {
      for (const name of ["granted", "other"]) await Deno.writeTextFile(`${folder}/${name}`, `${name}\n`);
      const system = ["/bin", "/usr", "/lib", "/lib64"].map((path): FileRule => {
        return { path, access: "read-execute", isFolder: true, isNeeded: false };
      });
      const granted = { path: `${folder}/granted`, access: "read", isFolder: false, isNeeded: true } as const;
      for (let abi = 1; abi <= standingWalls().landlockAbi; abi++) {
        using kernel = Kernel.open();
        const script = 'for name in granted other; do read -r line < "$0/$name" && echo "$line"; done';
        const args = { pointers: ["sh", "-c", script, folder].map(cString) };
        const steps: readonly Step[] = [
          { call: "prctl", args: [38, 1], otherwise: "no new privileges" },
          { call: "close_range", args: [3, 0xffffffff, 0], otherwise: "close" },
          ...landlockSteps(abi, { files: [...system, granted], ports: [5432] }),
          { call: "execve", args: [cString("/bin/sh"), args, 0], otherwise: "start" },
        ];
        using held = kernel.hold(makeProgram(steps, kernel.machine));
        const { stdout, stderr } = await new Deno.Command(held.path, { clearEnv: true }).output();
        const said = new TextDecoder().decode(stderr);
        assert.equal(new TextDecoder().decode(stdout), "granted\n", `ABI ${abi}: ${said}`);
        assert.match(said, /other.*Permission denied/s, `ABI ${abi}`);
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test("missingInLandlock() names what a version cannot refuse", () => {
  assert.deepEqual([0, 1, 3, 4, 5, 6, 7].map((abi) => missingInLandlock(abi).length), [3, 2, 2, 1, 1, 0, 0]);
});
