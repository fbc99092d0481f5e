// A session: one plugin process with its one connection, as the flow uses it.
import type { Description, Engine } from "../../protocol/describe.ts";
import type { Candidate } from "./candidate.ts";
import { type ConnectionInput, prepareConnection } from "./connection.ts";
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
  const { params, grants, sockets, keptFiles, audit } = await prepareConnection(
    description,
    engine.name,
    input,
    settings,
  );
  settings.log?.("debug", `schemahero-${candidate.name} ${audit}`);
  const sideFiles = needsFilesFirst(settings)
    ? makeSideFiles(keptFiles, input.isForWriting ?? false)
    : undefined;
  const plugin = await startPlugin(candidate, {
    ...options,
    settings,
    grants,
    sockets,
    ...(file && { file }),
    ...(onHello && { onHello }),
  }).catch((error) => {
    sideFiles?.tidy();
    throw error;
  });
  const close = async () => {
    await plugin.shutdown(settings.endsAfterwards ? "done" : "ended");
    sideFiles?.tidy();
  };
  try {
    const stoppable = options.signal ? { signal: options.signal } : {};
    // One round trip for both: the plugin connects when it is initialized.
    const [, { database, engineVersion }] = await Promise.all([
      plugin.request("initialize", {}, stoppable),
      plugin.request("connect", params, stoppable),
    ]);
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
      close,
    };
  } catch (error) {
    const explained = await plugin.explain(error);
    await close();
    throw explained;
  }
}
