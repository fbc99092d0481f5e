// Nodes of a cluster that a connection does not name and its first contact does. The plugin only says which; whether it
// may reach them is decided here, and if so it is by another process that is started with them: grants never grow.
//
// No name is looked up for a plugin: the question itself could carry what it knows out to a name server of its choice.
import { PEER, type Peer } from "../../protocol/methods.ts";
import { PluginError } from "../../protocol/errors.ts";
import { array, check } from "../../protocol/schema.ts";
import { SchemaHeroError } from "../errors.ts";
import { grantOf } from "./addresses.ts";
import { type Candidate, describeCandidate } from "./candidate.ts";
import type { PreparedConnection } from "./connection.ts";
import { type Endpoint, isSocket } from "./endpoints.ts";
import { type Address, addressText, isInside, type Network, readAddress, subnetOf } from "./network.ts";
import { printable } from "./stderr_tail.ts";

/** The most endpoints of a connection with its peers; a hello has room for 100 grants. */
const MAX_ENDPOINTS = 100;

/** What became of the peers that a plugin named. */
export interface Judged {
  /** To be granted to the next process; none of them is granted yet. */
  readonly granted: readonly Endpoint[];
  readonly refused: readonly Refused[];
}

interface Refused {
  readonly peer: Peer;
  readonly why: string;
  /** What lets it in, as a flag's value; absent when no network would. */
  readonly network?: string;
}

/** The networks in which peers may be: those that the user named, else the subnets of the connection's own hosts. */
export function networksOf(
  endpoints: readonly Endpoint[],
  allowed: readonly Network[] | undefined,
): readonly Network[] {
  if (allowed) return allowed;
  const subnets = addressesOf(endpoints).map(subnetOf);
  return [...new Map(subnets.map((network) => [network.text, network])).values()];
}

/** Judges peers, each by its address and port alone. `named` is the connection as the user wrote it, without peers. */
export function judgePeers(
  peers: readonly Peer[],
  prepared: PreparedConnection,
  named: PreparedConnection,
  allowed: readonly Network[] | undefined,
): Judged {
  const { endpoints } = prepared.params.resolved;
  const given = named.params.resolved.endpoints;
  const networks = networksOf(given, allowed);
  const ports = new Set(given.filter((each) => !isSocket(each)).map(({ port }) => port));
  const known = new Set(endpoints.map(({ address, port }) => keyOf(readAddress(address), address, port)));
  const granted: Endpoint[] = [];
  const refused: Refused[] = [];
  for (const peer of peers) {
    const address = readAddress(peer.address);
    const key = keyOf(address, peer.address, peer.port);
    if (known.has(key)) continue;
    known.add(key);
    if (!address) {
      refused.push({ peer, why: "not an address" });
    } else if (!ports.has(peer.port)) {
      refused.push({ peer, why: `not on port ${[...ports].join(" or ")}` });
    } else if (!networks.some((network) => isInside(address, network))) {
      const where = networks.map(({ text }) => text).join(", ") || "what is allowed, which is nothing";
      refused.push({ peer, why: `outside ${where}`, network: addressText(address) });
    } else if (endpoints.length + granted.length >= MAX_ENDPOINTS) {
      refused.push({ peer, why: `more than ${MAX_ENDPOINTS} hosts` });
    } else {
      granted.push({ host: addressText(address), address: addressText(address), port: peer.port });
    }
  }
  return { granted, refused };
}

/** The connection with further endpoints, for a process that is yet to be started. */
export function withPeers(prepared: PreparedConnection, peers: readonly Endpoint[]): PreparedConnection {
  const { params, grants } = prepared;
  const { resolved } = params;
  const added = peers.map(({ address, port }) => grantOf(address, port));
  return {
    ...prepared,
    params: { ...params, resolved: { ...resolved, endpoints: [...resolved.endpoints, ...peers] } },
    grants: { ...grants, net: [...grants.net, ...added] },
    audit: `${prepared.audit}; connect to its peers ${added.join(", ")}`,
  };
}

/** What was refused, in one line. */
export function refusedWords(refused: readonly Refused[]): string {
  return refused.map(({ peer: { address, port }, why }) => `${printable(grantOf(address, port))} (${why})`)
    .join(", ");
}

/** The peers without which a plugin says that it cannot go on; none when it failed for another reason. */
export function peersNeeded(error: unknown): readonly Peer[] {
  if (!(error instanceof PluginError) || error.code !== "connection.peers") return [];
  const data: unknown = error.details.data;
  const peers = typeof data === "object" && data !== null && "peers" in data ? data.peers : undefined;
  const checked = check(array(PEER, { maxItems: MAX_ENDPOINTS }), peers, { unknownKeys: "drop" });
  return checked.issues.length === 0 ? peers as readonly Peer[] : []; // just checked
}

/** The error for a connection that cannot do without what was refused. */
export function peersRefused(
  candidate: Candidate,
  refused: readonly Refused[],
  cause: PluginError,
): SchemaHeroError {
  const networks = refused.flatMap(({ network }) => network ?? []);
  const allow = networks.length === refused.length
    ? `Allow it with --allow-peers ${networks.join(",")}, or name the hosts in the connection`
    : "Name the hosts in the connection: only addresses on its own port are reached without that";
  return new SchemaHeroError(
    "connection.denied",
    `${describeCandidate(candidate)} needs nodes that it may not reach: ${refusedWords(refused)}`,
    { hint: allow, detail: `It said: ${printable(cause.message)}`, data: { path: candidate.path }, cause },
  );
}

function addressesOf(endpoints: readonly Endpoint[]): readonly Address[] {
  return endpoints.filter((each) => !isSocket(each)).flatMap(({ address }) => readAddress(address) ?? []);
}

function keyOf(address: Address | undefined, text: string, port: number): string {
  return `${address ? addressText(address) : text} ${port}`;
}
