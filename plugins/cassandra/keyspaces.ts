// Plans keyspaces: the connection's own, which is made before everything else, and others that documents name.
import type { Hazard } from "../../protocol/plan.ts";
import type { Keyspace } from "./catalog.ts";
import { addStep, type Draft, refuse, warn } from "./draft.ts";
import { mapLiteral, quote } from "./literal.ts";
import { longName } from "./properties.ts";
import type { Request } from "./requests.ts";
import type { KeyspaceSpec } from "./spec_objects.ts";

const STRATEGIES = "org.apache.cassandra.locator.";
const TOPOLOGY = `${STRATEGIES}NetworkTopologyStrategy`;
/** What one number for all data centres is called. */
const FACTOR = "replication_factor";

/** What steps need that work in the connection's keyspace. */
export const OWN_KEYSPACE = "own keyspace";

/** Plans one keyspace. */
export function planKeyspace(draft: Draft, { spec, name, body }: Request<KeyspaceSpec>): void {
  const live = draft.live.keyspaces.get(name);
  const object = { kind: "keyspace", name };
  if (/^system(?:_|$)/.test(name)) {
    refuse(draft, spec, "system-keyspace", `${name} is Cassandra's own keyspace`);
    return;
  }
  if (body.isDeleted) {
    if (!live) return;
    draft.after.keyspaces.delete(name);
    const hazard: Hazard = {
      kind: "deletes-data",
      message: `Deletes keyspace ${name} with all its tables`,
      allow: `drop-keyspace:${name}`,
    };
    addStep(draft, {}, `drop keyspace ${quote(name)}`, "drop", object, `Drop keyspace ${name}`, [hazard]);
    return;
  }
  const wanted = body.replication && replicationOf(body.replication);
  if (!live) createKeyspace(draft, { spec, name, body }, wanted);
  else alterKeyspace(draft, { spec, name, body }, live, wanted);
}

function createKeyspace(
  draft: Draft,
  { spec, name, body }: Request<KeyspaceSpec>,
  replication: Keyspace["replication"] | undefined,
): void {
  if (!replication) {
    const hint = "Write replication: {class: NetworkTopologyStrategy, <data centre>: 3}";
    refuse(
      draft,
      spec,
      "missing-replication",
      `Keyspace ${name} does not exist and needs a replication`,
      hint,
    );
    return;
  }
  const durableWrites = body.durableWrites ?? true;
  draft.after.keyspaces.set(name, { name, replication, durableWrites });
  const durableSql = durableWrites ? "" : " and durable_writes = false";
  addStep(
    draft,
    {},
    `create keyspace ${quote(name)} with replication = ${mapLiteral(brief(replication))}${durableSql}`,
    "create",
    { kind: "keyspace", name },
    `Create keyspace ${name}`,
  );
  if (name !== draft.live.keyspace) return;
  addStep(
    draft,
    { produces: [OWN_KEYSPACE] },
    `use ${quote(name)}`,
    "other",
    { kind: "keyspace", name },
    `Work in keyspace ${name}`,
  );
}

function alterKeyspace(
  draft: Draft,
  { spec, name, body }: Request<KeyspaceSpec>,
  live: Keyspace,
  wanted: Keyspace["replication"] | undefined,
): void {
  const replication = wanted && expanded(wanted, live.replication);
  const isMoved = replication !== undefined && plain(replication) !== plain(live.replication);
  const isLogged = body.durableWrites ?? live.durableWrites;
  if (!isMoved && isLogged === live.durableWrites) return;
  draft.after.keyspaces.set(name, {
    name,
    replication: replication ?? live.replication,
    durableWrites: isLogged,
  });
  const changesSql = [
    ...(isMoved ? [`replication = ${mapLiteral(brief(replication))}`] : []),
    ...(isLogged === live.durableWrites ? [] : [`durable_writes = ${isLogged}`]),
  ].join(" and ");
  const aspects = [
    ...(isMoved ? ["replication"] : []),
    ...(isLogged === live.durableWrites ? [] : ["durable writes"]),
  ];
  addStep(
    draft,
    {},
    `alter keyspace ${quote(name)} with ${changesSql}`,
    "alter",
    { kind: "keyspace", name },
    `Change ${aspects.join(", ")} of keyspace ${name}`,
  );
  if (isMoved) {
    warn(
      draft,
      spec,
      "repair-needed",
      `Rows of keyspace ${name} are where its new replication wants them only after a repair`,
      "Run `nodetool repair --full` on each node that has become responsible for rows",
    );
  }
}

function replicationOf(map: NonNullable<KeyspaceSpec["replication"]>): Keyspace["replication"] {
  const { class: className = "SimpleStrategy", ...options } = map;
  return {
    class: longName(String(className), STRATEGIES),
    ...Object.fromEntries(Object.entries(options).map(([key, value]) => [key, String(value)])),
  };
}

/** The server's own classes without their package. */
function brief({ class: className = "", ...options }: Keyspace["replication"]): Keyspace["replication"] {
  return {
    class: className.startsWith(STRATEGIES) ? className.slice(STRATEGIES.length) : className,
    ...options,
  };
}

/** One number for all data centres is the server's to spread; once it has, each data centre is named. */
function expanded(
  wanted: Keyspace["replication"],
  live: Keyspace["replication"],
): Keyspace["replication"] {
  const { [FACTOR]: factor, ...others } = wanted;
  if (wanted["class"] !== TOPOLOGY || factor === undefined || live["class"] !== TOPOLOGY) return wanted;
  const known = Object.keys(live).filter((key) => key !== "class");
  return { ...Object.fromEntries(known.map((key) => [key, factor])), ...others };
}

function plain(map: Keyspace["replication"]): string {
  return JSON.stringify(Object.entries(map).sort(([a], [b]) => a < b ? -1 : 1));
}
