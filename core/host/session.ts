// A session: one plugin process with its one connection, as the flow uses it.
import type { Description, Engine } from "../../protocol/describe.ts";
import { PluginError } from "../../protocol/errors.ts";
import type { Result } from "../../protocol/methods.ts";
import type { Candidate } from "./candidate.ts";
import { type ConnectionInput, prepareConnection, type PreparedConnection } from "./connection.ts";
import { judgePeers, peersNeeded, peersRefused, refusedWords, withPeers } from "./peers.ts";
import { type PluginProcess, type StartOptions, startPlugin } from "./plugin_process.ts";
import { freeBytesBeside } from "./free_bytes.ts";
import { engineOf } from "./known.ts";
import { type AskOptions, resolvePlugin } from "./resolve.ts";
import type { HostSettings } from "./settings.ts";
import { makeSideFiles } from "./side_files.ts";
import { needsFilesFirst } from "./walls/confine.ts";

/** One open connection. Whoever opened it closes it. */
export interface Session {
  /** Throws the plugin's own answers as PluginError, and a SchemaHeroError when the process is gone. */
  readonly client: Pick<PluginProcess, "request">;
  readonly description: Description;
  readonly engine: Engine;
  readonly plugin: Candidate;
  /** `sha256:<hex>` of the plugin's file; `source:<version>` for a plugin from source. */
  readonly pluginDigest: string;
  /** What the process may touch, in one line without secrets. */
  readonly audit: string;
  /** The database's own name, for people. */
  readonly database: string;
  readonly engineVersion: string;
  /** Free bytes of the disk that a file of the connection lies on; undefined when that cannot be told. */
  freeBytes(file: string): bigint | undefined;
  /** Closes the connection and ends the process; never throws. */
  close(): Promise<void>;
}

/**
 * Finds the plugin of an engine, starts it with what the connection needs and nothing else, and connects.
 * @param options the signal stops the connecting; a session that is open is not touched by it
 * @throws {SchemaHeroError} plugin.*, connection.*, cancelled
 */
export async function openSession(
  engineName: string,
  input: ConnectionInput,
  settings: HostSettings,
  { onHello, ...options }: AskOptions & Pick<StartOptions, "onHello"> = {},
): Promise<Session> {
  const { candidate, description, file } = await resolvePlugin(engineName, settings, options);
  const engine = engineOf(description, engineName);
  if (!engine) throw new TypeError(`resolvePlugin() found a plugin without the engine ${engineName}`);
  const named = await prepareConnection(description, engine.name, input, settings);
  const sideFiles = needsFilesFirst(settings)
    ? makeSideFiles(named.keptFiles, input.isForWriting ?? false)
    : undefined;
  const start = { ...options, settings, ...(file && { file }), ...(onHello && { onHello }) };
  const connected = await connectWithPeers(candidate, description, named, start).catch((error) => {
    sideFiles?.tidy();
    throw error;
  });
  const { plugin, prepared: { params, audit }, answer: { database, engineVersion } } = connected;
  return {
    client: plugin,
    description,
    engine,
    plugin: candidate,
    pluginDigest: file?.digest ?? `source:${description.version}`,
    audit,
    database,
    engineVersion,
    freeBytes: (file) => freeBytesBeside(params.resolved.files[file]),
    async close() {
      await plugin.shutdown(settings.endsAfterwards ? "done" : "ended");
      sideFiles?.tidy();
    },
  };
}

/** The most processes for one connection: a cluster that names further nodes each time is not followed for ever. */
const MAX_STARTS = 3;

interface Connected {
  readonly plugin: PluginProcess;
  readonly prepared: PreparedConnection;
  readonly answer: Result<"connect">;
}

/**
 * Starts the plugin and connects. When it names nodes that it may reach as well, it is replaced by a process that has
 * been granted them from its birth.
 */
async function connectWithPeers(
  candidate: Candidate,
  { connection }: Description,
  named: PreparedConnection,
  options: Omit<StartOptions, "grants" | "sockets">,
): Promise<Connected> {
  const { settings } = options;
  let prepared = named;
  let before: Promise<void> | undefined;
  for (let starts = 1;; starts++) {
    settings.log?.("debug", `schemahero-${candidate.name} ${prepared.audit}`);
    const { grants, sockets } = prepared;
    const starting = startPlugin(candidate, { ...options, grants, sockets });
    starting.catch(() => {}); // told below
    await before; // ends while the next one boots
    const plugin = await starting;
    const { answer, error } = await attempt(plugin, prepared, options.signal);
    const needed = peersNeeded(error);
    const peers = connection.tcp?.peers ? answer?.peers ?? needed : [];
    const { granted, refused } = judgePeers(peers, prepared, named, settings.allowPeers);
    if (refused.length > 0 && answer) {
      settings.log?.("debug", `schemahero-${candidate.name} does without ${refusedWords(refused)}`);
    }
    if (granted.length > 0 && starts < MAX_STARTS) {
      before = plugin.shutdown(settings.endsAfterwards ? "done" : "ended");
      prepared = withPeers(prepared, granted);
    } else if (answer) {
      return { plugin, prepared, answer };
    } else {
      const explained = refused.length > 0 && error instanceof PluginError
        ? peersRefused(candidate, refused, error)
        : await plugin.explain(error);
      await plugin.shutdown(settings.endsAfterwards ? "done" : "ended");
      throw explained;
    }
  }
}

async function attempt(
  plugin: PluginProcess,
  { params }: PreparedConnection,
  signal: AbortSignal | undefined,
): Promise<{ readonly answer?: Result<"connect">; readonly error?: unknown }> {
  const stoppable = signal ? { signal } : {};
  try {
    // One round trip for both: the plugin connects when it is initialized.
    const [, answer] = await Promise.all([
      plugin.request("initialize", {}, stoppable),
      plugin.request("connect", params, stoppable),
    ]);
    return { answer };
  } catch (error) {
    return { error };
  }
}
