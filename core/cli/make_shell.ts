// Makes the surroundings of a command out of the process: its terminal, signals, environment and plugins.
import { homedir } from "node:os";
import { EXIT } from "../errors.ts";
import {
  appendToLog,
  auditLine,
  type ConnectionInput,
  engineOf,
  type HostSettings,
  installSignalHandlers,
  openSession,
  resolvePlugin,
} from "../host/mod.ts";
import type { Target } from "../target.ts";
import type { PluginOptions } from "./options.ts";
import { sandboxSettings } from "./sandbox_flags.ts";
import type { Shell } from "./shell.ts";
import { processTerminal, type Terminal } from "./terminal.ts";

/** Makes the shell of this process. Dispose of it when the command is done. */
export function makeShell(options: { readonly quiet: boolean }): { readonly shell: Shell; dispose(): void } {
  const signals = installSignalHandlers();
  const terminal = processTerminal({ ...options, signal: signals.signal });
  const shell: Shell = {
    terminal,
    signal: signals.signal,
    exitCode: EXIT.ok,
    settings: (plugins) => settingsFor(plugins, terminal),
    open: (target, flags, onHello) => {
      const settings = {
        ...settingsFor({ ...flags, ...pluginOf(target) }, terminal),
        ...sandboxSettings(flags, target.pluginLimits),
        isFromDocument: flags.plugin === undefined && target.pluginPath !== undefined,
      };
      const isForWriting = flags.isForWriting ?? false;
      const input = { ...connectionInput(target, flags.lockTimeout), isForWriting };
      return openSession(target.engine, input, settings, {
        signal: signals.signal,
        ...(onHello && { onHello }),
      });
    },
    describeEngine: async (engine, plugins) => {
      const { description } = await resolvePlugin(engine, settingsFor(plugins, terminal));
      const specKey = engineOf(description, engine)?.specKey;
      if (specKey === undefined) {
        throw new TypeError(`resolvePlugin() found a plugin without the engine ${engine}`);
      }
      return { description, specKey };
    },
  };
  return { shell, dispose: () => signals[Symbol.dispose]() };
}

/** What a target says of a connection. */
export function connectionInput(target: Target, lockTimeoutMs: number): ConnectionInput {
  return {
    ...(target.uri && { uri: target.uri }),
    options: target.options,
    workingDirectory: Deno.cwd(),
    lockTimeoutMs,
  };
}

function pluginOf(target: Target): { readonly plugin?: string } {
  return target.pluginPath === undefined ? {} : { plugin: target.pluginPath };
}

function settingsFor(
  { plugin, pluginDir, trust, pluginsLock, audit, ...sandbox }: PluginOptions,
  terminal: Terminal,
): HostSettings {
  const isVerbose = Deno.env.get("SCHEMAHERO_LOG_LEVEL") === "debug";
  const home = Deno.env.get("HOME") ?? homedir();
  const place = {
    environment: (name: string) => Deno.env.get(name),
    pluginDirs: pluginDir,
    ...(home && { home }),
  };
  return {
    ...place,
    ...sourceRoot(),
    ...(plugin !== undefined && { explicit: plugin }),
    audit: (record) => {
      if (audit === "text") terminal.say(terminal.style.dim(`audit: ${auditLine(record)}`));
      else if (audit === "json") terminal.say(JSON.stringify(record));
      else if (audit !== "off") appendToLog(record, place);
    },
    ...sandboxSettings(sandbox),
    endsAfterwards: true,
    ...(trust !== undefined && { trust }),
    ...(pluginsLock !== undefined && { lockFile: pluginsLock }),
    ...(terminal.canAsk && { confirm: (question) => terminal.confirm(question) }),
    log: (level, message) => {
      if (level === "debug" && !isVerbose) return;
      terminal.say(terminal.style.dim(`${level}: ${message}`));
    },
  };
}

/** The root of the source tree, when this very file is run from it rather than from a compiled bundle. */
function sourceRoot(): { readonly sourceRoot?: string } {
  if (Deno.build.standalone || !import.meta.url.endsWith("/core/cli/make_shell.ts")) return {};
  return { sourceRoot: decodeURIComponent(new URL("../..", import.meta.url).pathname).replace(/\/$/, "") };
}
