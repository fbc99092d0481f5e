import { strict as assert } from "node:assert";
import { Kernel, LIBRARIES } from "./kernel.ts";

const isLinux = Deno.build.os === "linux";

Deno.test("LIBRARIES are what the core's permissions list, no more and no less", async () => {
  const permissions = JSON.parse(
    await Deno.readTextFile(new URL("../../permissions.json", import.meta.url)),
  );
  assert.deepEqual(new Set(permissions.ffi), new Set(Object.values(LIBRARIES).flat()));
});

Deno.test({
  name: "Kernel.hold() gives a file that can be started until it is closed",
  ignore: !isLinux,
  fn: async () => {
    using kernel = Kernel.open();
    const program = await Deno.readFile("/bin/true");
    let path: string;
    {
      using held = kernel.hold(program);
      path = held.path;
      assert.equal((await new Deno.Command(path, { clearEnv: true }).output()).code, 0);
    }
    await assert.rejects(Deno.stat(path), Deno.errors.NotFound);
  },
});

Deno.test({
  name: "Kernel.keptCapabilities() keeps nothing but the use of others' files",
  ignore: !isLinux,
  fn: () => {
    using kernel = Kernel.open();
    const [header, data] = kernel.keptCapabilities();
    assert.deepEqual([...new Uint32Array(header.slice().buffer)], [0x20080522, 0]);
    const words = new Uint32Array(data.slice().buffer);
    assert.equal(words.length, 6);
    for (const [index, word] of words.entries()) {
      assert.equal(word & ~(index < 2 ? 0b110 : 0), 0, `word ${index}`);
    }
  },
});
