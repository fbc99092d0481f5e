// Addresses of the Internet and networks of them, as numbers. Pure.

/** A network, as it was written, and what is in it. */
export interface Network {
  /** `10.0.0.0/24`; an address alone is a network of one. */
  readonly text: string;
  readonly family: Address["family"];
  /** The bits that all its addresses have in common, from the left. */
  readonly prefix: bigint;
  readonly prefixBits: number;
}

/** One address. */
export interface Address {
  readonly family: 4 | 6;
  readonly number: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;

/** IPv4 addresses in the clothes of IPv6 (::ffff:10.0.0.1) are those of IPv4. */
const MAPPED = 0xffffn;

/** Reads an address; undefined when the text is none. */
export function readAddress(text: string): Address | undefined {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) {
    const parts = text.split(".").map(Number);
    // A leading zero is octal to some readers.
    if (parts.some((part, index) => part > 255 || String(part) !== text.split(".")[index])) return undefined;
    return { family: 4, number: joined(parts, 8) };
  }
  if (!/^[0-9a-f:.]+$/i.test(text) || !text.includes(":")) return undefined;
  const url = URL.parse(`http://[${text}]`);
  if (!url) return undefined;
  const [front = "", back] = url.hostname.slice(1, -1).split("::");
  const words = (part: string) => part === "" ? [] : part.split(":").map((word) => Number.parseInt(word, 16));
  const [first, last] = [words(front), words(back ?? "")];
  const number = joined([...first, ...Array(8 - first.length - last.length).fill(0), ...last], 16);
  return number >> 32n === MAPPED ? { family: 4, number: number & 0xffff_ffffn } : { family: 6, number };
}

/** An address in the one way in which everybody writes it. */
export function addressText({ family, number }: Address): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (number >> shift) & 255n).join(".");
  const words = Array.from({ length: 8 }, (_, index) => (number >> BigInt(112 - 16 * index)) & 0xffffn);
  return new URL(`http://[${words.map((word) => word.toString(16)).join(":")}]`).hostname.slice(1, -1);
}

/** Reads a network in the notation of CIDR; undefined when the text is none. */
export function readNetwork(text: string): Network | undefined {
  const [, written = "", length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  const address = readAddress(written);
  if (!address) return undefined;
  const all = BITS[address.family];
  const prefixBits = length === undefined ? all : Number(length);
  return prefixBits > all ? undefined : networkOf(address, prefixBits, text.trim());
}

/** The subnet that a host is taken to be in: /24, of IPv6 /64; all that is this machine for one of this machine. */
export function subnetOf(address: Address): Network {
  const { family, number } = address;
  if (family === 6) return networkOf(address, number === 1n ? 128 : 64);
  return networkOf(address, number >> 24n === 127n ? 8 : 24);
}

/** True when the address is in the network. */
export function isInside({ family, number }: Address, network: Network): boolean {
  return family === network.family && number >> restBits(network) === network.prefix;
}

function networkOf({ family, number }: Address, prefixBits: number, text?: string): Network {
  const rest = BigInt(BITS[family] - prefixBits);
  const prefix = number >> rest;
  const first = addressText({ family, number: prefix << rest });
  return { text: text ?? `${first}/${prefixBits}`, family, prefix, prefixBits };
}

function restBits({ family, prefixBits }: Network): bigint {
  return BigInt(BITS[family] - prefixBits);
}

function joined(parts: readonly number[], bits: number): bigint {
  return parts.reduce((sum, part) => (sum << BigInt(bits)) | BigInt(part), 0n);
}
