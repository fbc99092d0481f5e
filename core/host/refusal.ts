// Finds in what a plugin says that one of the walls refused it something. Runtimes and drivers dress a refusal up in
// their own words, often as a server that is down or a file that cannot be opened; what counts is that the thing they
// name was not granted. Pure.
import type { Grants } from "../../protocol/messages.ts";

/** How a runtime words a refusal: the pattern's first group is what was tried, the second what with. */
interface Wording {
  readonly pattern: RegExp;
  readonly verb: (tried: string) => string;
  readonly isAddress?: true;
}

const OPEN = () => "open";
const CONNECT = () => "connect to";

const WORDINGS: readonly Wording[] = [
  // Deno: Requires read access to "/etc/passwd", run again with ...
  {
    pattern: /Requires (read|write|all) access to "([^"\n]+)"/,
    verb: (tried) => tried === "write" ? "write" : "open",
  },
  { pattern: /Requires (net) access to "([^"\n]+)"/, verb: CONNECT, isAddress: true },
  { pattern: /Requires (run) access to "([^"\n]+)"/, verb: () => "start" },
  { pattern: /Requires (ffi) access to "([^"\n]+)"/, verb: () => "load" },
  // Node: EACCES: permission denied, open '/etc/passwd'; connect ECONNREFUSED 10.0.0.1:99
  { pattern: /(?:EACCES|EPERM): [^,\n]+, (\w+) '([^'\n]+)'/, verb: (tried) => tried },
  { pattern: /(connect) (?:EACCES|EPERM|ECONNREFUSED) (\S+:\d+)/, verb: CONNECT, isAddress: true },
  // Rust, and Deno's own files: Permission denied (os error 13): open '/etc/passwd'
  {
    pattern: /(?:Permission denied|Operation not permitted) \(os error 1?[13]\)[:,] (\w+) '([^'\n]+)'/,
    verb: (tried) => tried,
  },
  // Python: PermissionError: [Errno 13] Permission denied: '/etc/passwd'
  { pattern: /(PermissionError): \[Errno 1?[13]\] [^:\n]+: '([^'\n]+)'/, verb: OPEN },
  // Go: open /etc/passwd: permission denied; dial tcp 10.0.0.1:99: connect: permission denied
  {
    pattern: /dial (\w+) (\S+:\d+): connect: (?:permission denied|operation not permitted)/,
    verb: CONNECT,
    isAddress: true,
  },
  {
    pattern: /(?:fork\/)?\b(\w+) (\/[^\s:]+): (?:permission denied|operation not permitted)/,
    verb: (tried) => tried === "exec" ? "start" : tried,
  },
];

/** What a text says was refused because it was not granted: `open /etc/passwd`; undefined when it says no such thing. */
export function refusalIn(text: string, grants: Grants): string | undefined {
  for (const { pattern, verb, isAddress } of WORDINGS) {
    const [, tried = "", what] = pattern.exec(text) ?? [];
    if (what === undefined) continue;
    const words = verb(tried);
    if (isAddress ? grants.net.includes(what) : isGranted(what, words, grants)) continue;
    return `${words} ${what}`;
  }
  return undefined;
}

function isGranted(path: string, words: string, { read, write }: Grants): boolean {
  return words === "write" ? write.includes(path) : [...read, ...write].includes(path);
}
