// The header WWW-Authenticate (RFC 9110 section 11.6.1): which ways of logging in a server takes.

/** One way. */
export interface Challenge {
  /** In lower case: `basic`, `bearer`. */
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = /[A-Za-z0-9!#$%&'*+.^_`|~-]+/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"/y;

/** The challenges of a header, as far as it can be read. */
export function parseChallenges(header: string): readonly Challenge[] {
  const found: { scheme: string; parameters: Map<string, string> }[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const [all, inner] = pattern.exec(header) ?? [];
    if (all !== undefined) at += all.length;
    return inner ?? all;
  };
  const skip = (characters: string) => {
    while (at < header.length && characters.includes(header[at] ?? "")) at++;
  };
  for (skip(" ,\t"); at < header.length; skip(" ,\t")) {
    const word = take(TOKEN);
    if (word === undefined) break;
    skip(" \t");
    if (header[at] !== "=") {
      found.push({ scheme: word.toLowerCase(), parameters: new Map() });
      continue;
    }
    at++;
    skip(" \t");
    const value = header[at] === '"' ? take(QUOTED)?.replace(/\\(.)/g, "$1") : take(TOKEN);
    if (value === undefined) break;
    found.at(-1)?.parameters.set(word.toLowerCase(), value);
  }
  return found;
}
