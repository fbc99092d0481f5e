import { deepEqual, equal, throws } from "node:assert/strict";
import { parseSize, sandboxSettings } from "./sandbox_flags.ts";

Deno.test("parseSize() reads sizes and refuses everything else", () => {
  equal(parseSize("640MiB"), 640 * 1024 ** 2);
  equal(parseSize("1.5G"), 1.5 * 1024 ** 3);
  equal(parseSize("100"), 100);
  for (const wrong of ["", "0", "-1", "1TB", "one", "1e3"]) throws(() => parseSize(wrong), wrong);
});

Deno.test("sandboxSettings() lets flags win over a document", () => {
  deepEqual(sandboxSettings({}), {});
  deepEqual(
    sandboxSettings({ sandbox: "off", pluginCpu: 1500, requestTimeout: 10 }, {
      cpuSeconds: 9,
      openFiles: 20,
    }),
    { sandbox: "off", limits: { cpuSeconds: 2, openFiles: 20, requestMs: 10 } },
  );
});
