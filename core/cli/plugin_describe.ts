// `schemahero plugin describe`: what a plugin says of itself and, with a connection, what that may touch.
import {
  type Network,
  networksOf,
  prepareConnection,
  type PreparedConnection,
  resolvePlugin,
} from "../host/mod.ts";
import { exactIntegers } from "../report/json.ts";
import { printable } from "../report/style.ts";
import { connectionInput } from "./make_shell.ts";
import { type ConnectionOptions, targetFromFlags } from "./options.ts";
import { enginesOf, type ListFlags } from "./plugin_list.ts";
import type { Shell } from "./shell.ts";

/** Describes the plugin of an engine. */
export async function describe(
  engine: string,
  flags: ListFlags & ConnectionOptions,
  shell: Shell,
): Promise<void> {
  const { candidate, description, file } = await resolvePlugin(engine, shell.settings(flags));
  const target = await targetFromFlags({
    ...flags,
    driver: flags.driver ?? engine,
    ...unlessConnecting(flags),
  });
  const settings = shell.settings(flags);
  const connection = target &&
    await prepareConnection(description, engine, connectionInput(target, flags.lockTimeout), settings);
  const peers = connection && description.connection.tcp?.peers
    ? networksOf(connection.params.resolved.endpoints, settings.allowPeers)
    : [];
  const { terminal } = shell;
  if (flags.format === "json") {
    const json = {
      path: candidate.path,
      form: candidate.form,
      digest: file?.digest,
      description,
      grants: connection?.grants,
      ...(connection && { peers: peers.map(({ text }) => text) }),
    };
    return terminal.out(`${JSON.stringify(json, exactIntegers, 2)}\n`);
  }
  const lines = [
    `${description.name} ${description.version}${
      description.summary === undefined ? "" : `: ${description.summary}`
    }`,
    `  file          ${candidate.path} (${candidate.form})`,
    ...(file ? [`  digest        ${file.digest}`, `  runs from     ${file.path}`] : []),
    `  engines       ${enginesOf(description).join(", ")}`,
    `  capabilities  ${description.capabilities.join(", ")}`,
    `  documents     ${description.kinds.map(({ kind }) => kind).join(", ")}`,
    `  hazards       ${description.hazards.join(", ")}`,
    ...(connection ? grantLines(connection, peers) : []),
  ];
  for (const { kind, body } of description.kinds) {
    lines.push("", `${kind}: keys under spec.schema.${description.engines[0]?.specKey}`);
    for (const [name, schema] of Object.entries(body.properties ?? {})) {
      lines.push(`  ${name.padEnd(16)} ${schema.description ?? ""}`.trimEnd());
    }
  }
  for (const line of lines) terminal.out(`${printable(line)}\n`);
}

/** What a connection may touch, and that this is all. */
function grantLines({ grants, audit }: PreparedConnection, peers: readonly Network[]): readonly string[] {
  const near = peers.map(({ text }) => `what the cluster names in ${text}, on the same port`);
  const lists = [
    ["connect to", [...grants.net, ...near]],
    ["read", grants.read],
    ["write", grants.write],
  ] as const;
  const lines = lists.flatMap(([verb, items]) =>
    items.map((item, index) => `    ${(index === 0 ? verb : "").padEnd(12)}${item}`)
  );
  return [`  connection    ${audit}`, ...lines, "    and nothing else"];
}

/** Without a URI or host there is no connection to look at, and that is fine here. */
function unlessConnecting(flags: ConnectionOptions): { readonly driver?: never } {
  const { uri, uriFile, host, database } = flags;
  const connects = uri !== undefined || uriFile !== undefined || database !== undefined ||
    (host?.length ?? 0) > 0;
  return connects ? {} : { driver: undefined as never };
}
