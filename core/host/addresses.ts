// Host names to addresses, by the system's own resolver (so that /etc/hosts counts), because a plugin may connect to
// addresses only and can ask no name server.
import { SchemaHeroError } from "../errors.ts";
import { settlesWithin } from "./process_group.ts";

/** The most addresses of one name that are used. */
const MAX_ADDRESSES = 8;
const DEADLINE_MS = 10_000;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/**
 * The addresses of a host, in the order in which the system would try them.
 * @throws {SchemaHeroError} connection.failed
 */
export async function resolveHost(host: string): Promise<readonly string[]> {
  if (IPV4.test(host)) return [host];
  const lookup = await loadLookup();
  const looking = lookup(host, { all: true });
  looking.catch(() => {}); // told below
  if (!await settlesWithin(looking.catch(() => {}), DEADLINE_MS)) {
    throw unknownHost(host, `no answer within ${DEADLINE_MS / 1000} s`);
  }
  try {
    const found = await looking;
    const addresses = [...new Set(found.map(({ address }) => address))].slice(0, MAX_ADDRESSES);
    if (addresses.length > 0) return addresses;
  } catch (cause) {
    throw unknownHost(host, cause instanceof Error ? cause.message : String(cause), cause);
  }
  throw unknownHost(host, "it has no address");
}

/** Loaded late: in Deno 2.9 the first of Node's modules costs 30 ms. */
async function loadLookup() {
  const { default: process } = await import("node:process");
  Reflect.set(process, "noDeprecation", true); // Deno 2.6 tells our users that its own resolver uses `punycode`
  return (await import("node:dns/promises")).lookup;
}

/** An address and port as a grant of Deno's: `10.0.0.1:5432`, `[::1]:5432`. */
export function grantOf(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

function unknownHost(host: string, reason: string, cause?: unknown): SchemaHeroError {
  return new SchemaHeroError("connection.failed", `The host "${host}" cannot be resolved: ${reason}`, {
    hint: "Check the spelling of the host and this machine's name servers",
    cause,
  });
}
