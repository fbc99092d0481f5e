// Where a connection leads: the addresses of its hosts, or unix sockets. Of several hosts those that cannot be found are
// left out, as long as one is left: they are there to stand in for one another.
import { join } from "node:path";
import type { ConnectionBlock } from "../../protocol/describe.ts";
import type { ConnectParams } from "../../protocol/methods.ts";
import { SchemaHeroError } from "../errors.ts";
import { resolveHost } from "./addresses.ts";
import { splitHost } from "./uri.ts";
import type { Written } from "./written.ts";

/** The most hosts of one connection. */
const MAX_HOSTS = 20;

/** One way to a server, as `connect` is told of it. */
export type Endpoint = ConnectParams["resolved"]["endpoints"][number];

/** All ways: addresses to try in turn, or the one unix socket. */
export interface Ways {
  readonly endpoints: readonly Endpoint[];
  readonly socket?: string;
}

/**
 * Finds every address of every host, or sockets. `realPath` makes a socket's path absolute and free of links;
 * `passwordOf` gives the password of one host of several, by its name (the folder of a socket) and port.
 * @throws {SchemaHeroError} connection.invalid, connection.failed
 */
export async function findWays(
  block: ConnectionBlock,
  written: Written,
  realPath: (path: string) => string,
  passwordOf: (host: string, port: number) => string | undefined = () => undefined,
): Promise<Ways> {
  const { tcp, socket, socketName } = block;
  const named = socket && written.first(socket);
  // Where the folder is named, a comma parts hosts; where the socket itself is, it is a part of its name.
  if (named?.startsWith("/") && !(socketName !== undefined && named.includes(","))) {
    return { endpoints: [], socket: realPath(socketIn(named, socketName, firstPort(tcp, written))) };
  }
  if (!tcp) return { endpoints: [] };
  const hosts = hostsOf(tcp, written);
  const ports = (written.first(tcp.port) ?? "").split(",");
  const found = hosts.map((host, index) => {
    const text = host.port || (ports.length === 1 ? ports[0] : ports[index]) || String(tcp.defaultPort);
    const port = portOf(text);
    const password = hosts.length > 1 ? passwordOf(host.name, port) : undefined;
    const own = password === undefined ? {} : { password };
    if (!host.address.startsWith("/")) return resolved(host, port, own);
    if (!socket) throw invalid("This engine cannot be reached through a unix socket", "Name a host and port");
    return Promise.resolve().then(() => {
      const path = realPath(socketIn(host.address, socketName, port));
      return [{ host: "localhost", address: path, port, ...own }];
    });
  });
  const settled = await Promise.allSettled(found);
  const endpoints = settled.flatMap((each) => each.status === "fulfilled" ? each.value : []);
  const [only] = endpoints;
  if (hosts.length === 1 && only && isSocket(only)) return { endpoints: [], socket: only.address };
  if (endpoints.length === 0) await Promise.all(found); // the first that failed says why
  return { endpoints };
}

/** True for an endpoint that is a unix socket. */
export function isSocket({ address }: Endpoint): boolean {
  return address.startsWith("/");
}

interface Host {
  readonly name: string;
  /** What leads there: the address that was written for it, or its name, or the folder of a socket. */
  readonly address: string;
  readonly port: string;
}

function hostsOf(tcp: NonNullable<ConnectionBlock["tcp"]>, written: Written): readonly Host[] {
  const addresses = tcp.address && written.first(tcp.address)?.split(",").map((each) => each.trim());
  const names = written.first(tcp.host) ?? (addresses ? undefined : tcp.defaultHost);
  if (names === undefined && !addresses) {
    throw invalid("The connection names no host", "Name one in the URI or the options");
  }
  const hosts = names?.split(",").map((each) => splitHost(each.trim())) ?? [];
  const count = Math.max(hosts.length, addresses?.length ?? 0);
  if (count > MAX_HOSTS) throw invalid(`The connection names more than ${MAX_HOSTS} hosts`);
  if (names !== undefined && addresses && hosts.length !== addresses.length) {
    throw invalid("The connection has not as many addresses as hosts", "Write one address for each host");
  }
  return Array.from({ length: count }, (_, index): Host => {
    const name = hosts[index]?.host ?? "";
    const address = addresses?.[index] || name;
    if (address === "") throw invalid("A host of the connection is empty");
    return { name: name || address, address, port: hosts[index]?.port ?? "" };
  });
}

async function resolved(
  { name, address }: Host,
  port: number,
  own: Pick<Endpoint, "password">,
): Promise<Endpoint[]> {
  return (await resolveHost(address)).map((each) => ({ host: name, address: each, port, ...own }));
}

/** The socket itself, where what is written is the folder that it is in. */
function socketIn(folder: string, name: string | undefined, port: number | undefined): string {
  return name === undefined
    ? folder
    : join(folder, port === undefined ? name : name.replace("{port}", String(port)));
}

function firstPort(tcp: ConnectionBlock["tcp"], written: Written): number | undefined {
  return tcp && portOf(written.first(tcp.port)?.split(",")[0] || String(tcp.defaultPort));
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text.trim()) && port >= 1 && port <= 65535) return port;
  throw invalid("The port of the connection must be a number from 1 to 65535");
}

function invalid(message: string, hint?: string): SchemaHeroError {
  return new SchemaHeroError("connection.invalid", message, hint === undefined ? {} : { hint });
}
