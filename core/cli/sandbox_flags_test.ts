import { deepEqual } from "node:assert/strict";
import { sandboxSettings } from "./sandbox_flags.ts";

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
