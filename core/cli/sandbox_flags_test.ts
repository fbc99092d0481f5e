import { Command } from "commander";
import { deepEqual, throws } from "node:assert/strict";
import { addSandboxFlags, type SandboxOptions, sandboxSettings } from "./sandbox_flags.ts";

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

Deno.test("--allow-peers takes networks, once and again, as a list, or none", () => {
  const networks = (...args: readonly string[]) => {
    const command = addSandboxFlags(new Command()).exitOverride().configureOutput({ writeErr: () => {} });
    const { allowPeers } = command.parse(args, { from: "user" }).opts<SandboxOptions>();
    return sandboxSettings({ ...(allowPeers && { allowPeers }) }).allowPeers?.map(({ text }) => text);
  };
  deepEqual(networks(), undefined);
  deepEqual(networks("--allow-peers", "10.0.0.0/24, ::1", "--allow-peers=10.1.0.9"), [
    "10.0.0.0/24",
    "::1",
    "10.1.0.9",
  ]);
  deepEqual(networks("--allow-peers", "none"), []);
  for (const wrong of ["n1", "10.0.0.0/33", "none,10.0.0.0/8"]) {
    throws(() => networks("--allow-peers", wrong), /Write a network/);
  }
});
