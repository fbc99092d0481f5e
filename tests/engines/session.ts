// Sessions for the real flow. Measured on 2 busy cores: a plugin process from source costs 280 ms of CPU, a case needs
// five, so that 150 cases would take minutes. So most cases run the plugin in process, through the protocol's own
// Server and Client with every message encoded, checked and decoded; a sample of them runs through real processes.
// A compiled process costs a third of that, so in the lane of binaries every case runs through them.
import { prepareConnection } from "../../core/host/connection.ts";
import { engineOf } from "../../core/host/known.ts";
import { type HostSettings, openSession, type Session } from "../../core/host/mod.ts";
import type { Target } from "../../core/target.ts";
import { Client } from "../../protocol/client.ts";
import { DEFAULT_LIMITS } from "../../protocol/messages.ts";
import type { DatabasePlugin } from "../../protocol/plugin.ts";
import { Server } from "../../protocol/serve.ts";
import { ROOT } from "../../tasks/tree.ts";
import { BINARY, IS_COMPILED_LANE } from "../lane.ts";

/** Opens sessions for the flow. */
export type Opener = (target: Target) => Promise<Session>;

const LOCK_TIMEOUT_MS = 2000;

/** Opens sessions with a plugin that runs in this process. */
export function inProcess(plugin: DatabasePlugin): Opener {
  return async (target) => {
    const client: Client = new Client({
      limits: DEFAULT_LIMITS,
      send: (payload) => void server.receive(payload).catch((error) => client.fail(error)),
    }, {
      fatal: () => {}, // the client fails its requests by itself
    });
    const server = new Server(plugin, {
      limits: DEFAULT_LIMITS,
      send: (payload) => client.receive(payload),
    });
    const description = await client.request("describe", {});
    const engine = engineOf(description, target.engine);
    if (!engine) throw new TypeError(`The plugin ${plugin.name} has no engine ${target.engine}`);
    const { params, audit } = await prepareConnection(description, engine.name, {
      ...(target.uri && { uri: target.uri }),
      options: target.options,
      workingDirectory: ROOT,
      lockTimeoutMs: LOCK_TIMEOUT_MS,
    });
    await client.request("initialize", {});
    const { database, engineVersion } = await client.request("connect", params);
    return {
      client,
      description,
      engine,
      plugin: { name: plugin.name, form: "source", path: ROOT, origin: "source" },
      pluginDigest: `source:${description.version}`,
      audit,
      database,
      engineVersion,
      freeBytes: () => undefined,
      async close() {
        await client.request("close", {}).catch(() => {});
      },
    };
  };
}

let store: string | undefined;

/** A home of the tests' own, where plugins are admitted. */
function storeOfTests(): string {
  if (store !== undefined) return store;
  const made = Deno.makeTempDirSync({ prefix: "schemahero-home-" });
  globalThis.addEventListener("unload", () => Deno.removeSync(made, { recursive: true }));
  return store = made;
}

/**
 * Opens sessions with plugin processes behind all walls: from source, as `deno task schemahero` does, or those of a
 * directory. `more` is what flags would say.
 */
export function byProcess(pluginDir?: string, more: Partial<HostSettings> = {}): Opener {
  const settings: HostSettings = {
    environment: (name) => Deno.env.get(name),
    pluginDirs: pluginDir === undefined ? [] : [pluginDir],
    ...(pluginDir !== undefined && { trust: true, home: storeOfTests() }),
    // A portable plugin runs in the core's own runtime.
    ...(IS_COMPILED_LANE && pluginDir !== undefined ? { program: BINARY } : { sourceRoot: ROOT }),
    ...more,
  };
  return (target) =>
    openSession(target.engine, {
      ...(target.uri && { uri: target.uri }),
      options: target.options,
      workingDirectory: ROOT,
      lockTimeoutMs: LOCK_TIMEOUT_MS,
      isForWriting: true,
    }, settings);
}
