// The flags that say how a plugin is held: which walls must stand, and what one process may use up.
import { type Command, InvalidArgumentError } from "commander";
import { LEAST_MEMORY_BYTES, type Limits } from "../host/walls/limits.ts";
import { type Network, readNetwork } from "../host/network.ts";
import type { HostSettings, SandboxMode } from "../host/settings.ts";
import { sizeOf } from "../quantity.ts";
import { collect, flag, parseDuration } from "./flag.ts";

/** What the flags parse to. */
export interface SandboxOptions {
  readonly sandbox?: SandboxMode;
  readonly pluginMemory?: number;
  readonly pluginCpu?: number;
  readonly pluginOpenFiles?: number;
  readonly pluginOutput?: number;
  readonly requestTimeout?: number;
  readonly allowPeers?: readonly Network[];
}

const SANDBOX_MODES: readonly SandboxMode[] = ["required", "best-effort", "off"];

/** Adds the flags. */
export function addSandboxFlags(command: Command): Command {
  return command
    .addOption(
      flag("--sandbox <mode>", "required: fail where a wall is missing; off: only for plugins that you trust")
        .choices(SANDBOX_MODES).default("best-effort"),
    )
    .addOption(
      flag("--plugin-memory <size>", "memory of a plugin process, default 2GiB").argParser(parseMemory),
    )
    .addOption(
      flag("--plugin-cpu <duration>", "processor time of a plugin process, default 1h").argParser(
        parseDuration,
      ),
    )
    .addOption(
      flag("--plugin-open-files <count>", "open files and connections, default 256").argParser(parseFiles),
    )
    .addOption(
      flag("--plugin-output <size>", "all that a plugin may send, default 8GiB").argParser(parseSize),
    )
    .addOption(
      flag("--request-timeout <duration>", "end a plugin that works on one request for longer").argParser(
        parseDuration,
      ),
    )
    .addOption(
      flag("--allow-peers <cidr>", "where nodes may be that only their cluster names, repeatable; or none")
        .argParser(parseNetworks),
    );
}

/** The settings that the flags stand for; flags that were not given leave what a document says. */
export function sandboxSettings(
  options: SandboxOptions,
  document: Partial<Limits> = {},
): Pick<HostSettings, "sandbox" | "limits" | "allowPeers"> {
  const { sandbox, pluginMemory, pluginCpu, pluginOpenFiles, pluginOutput, requestTimeout, allowPeers } =
    options;
  const limits: Partial<Limits> = {
    ...document,
    ...(pluginMemory !== undefined && { memoryBytes: pluginMemory }),
    ...(pluginCpu !== undefined && { cpuSeconds: Math.max(1, Math.ceil(pluginCpu / 1000)) }),
    ...(pluginOpenFiles !== undefined && { openFiles: pluginOpenFiles }),
    ...(pluginOutput !== undefined && { outputBytes: pluginOutput }),
    ...(requestTimeout !== undefined && { requestMs: requestTimeout }),
  };
  return {
    ...(sandbox !== undefined && { sandbox }),
    ...(allowPeers && { allowPeers }),
    ...(Object.keys(limits).length > 0 && { limits }),
  };
}

function parseNetworks(value: string, previous: readonly Network[] = []): readonly Network[] {
  const texts = collect(value, []).map((text) => text.trim());
  if (texts.length === 1 && texts[0] === "none") return previous;
  return [
    ...previous,
    ...texts.map((text) => {
      const network = readNetwork(text);
      if (network) return network;
      throw new InvalidArgumentError("Write a network such as 10.0.0.0/24 or 2001:db8::/64, or none.");
    }),
  ];
}

function parseSize(value: string): number {
  const bytes = sizeOf(value);
  if (bytes === undefined) throw new InvalidArgumentError("Write a size such as 512MiB or 2GiB.");
  return bytes;
}

function parseMemory(value: string): number {
  const bytes = parseSize(value);
  if (bytes < LEAST_MEMORY_BYTES) throw new InvalidArgumentError("A plugin does not start below 640MiB.");
  return bytes;
}

function parseFiles(value: string): number {
  const count = Number(value);
  if (!/^\d+$/.test(value) || count < 16 || count > 1_000_000) {
    throw new InvalidArgumentError("Allowed is a number from 16 to 1000000.");
  }
  return count;
}
