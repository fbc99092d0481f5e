// The file in which the host keeps what plugins said of themselves, by the digest of their files. Read as it is:
// describe_cache.ts checks what it takes from here. Apart from that, so that a head start loads no schemas.
import { isAbsolute, join } from "node:path";
import type { HostSettings } from "./settings.ts";

const MAX_FILE_BYTES = 32 * 1024 * 1024;

/** What is kept of one file, unchecked. */
export interface Remembered {
  readonly description?: unknown;
}

/** Where it is kept; undefined where nothing can be kept. */
export function rememberedPath({ environment, home }: HostSettings): string | undefined {
  const own = environment("SCHEMAHERO_CACHE_DIR");
  const shared = environment("XDG_CACHE_HOME");
  const folder = own !== undefined && own !== ""
    ? own
    : shared !== undefined && isAbsolute(shared)
    ? join(shared, "schemahero")
    : home !== undefined && isAbsolute(home)
    ? join(home, ".schemahero", "cache")
    : undefined;
  return folder === undefined ? undefined : join(folder, "describe-v2.json");
}

/** What is kept, by digest, the oldest first; nothing when the file cannot be read. */
export function readRemembered(path: string | undefined): Readonly<Record<string, Remembered>> {
  if (path === undefined) return {};
  try {
    const facts = Deno.statSync(path);
    if (!facts.isFile || facts.size > MAX_FILE_BYTES || !isOwn(facts)) return {};
    const content: unknown = JSON.parse(Deno.readTextFileSync(path));
    if (!isMap(content) || content["version"] !== 2 || !isMap(content["entries"])) return {};
    const known = Object.entries(content["entries"]).filter((entry): entry is [string, Remembered] =>
      isMap(entry[1])
    );
    return Object.fromEntries(known);
  } catch {
    return {};
  }
}

/** What a plugin is said to need is granted to it, so nobody else may have a say in it. */
function isOwn({ uid, mode }: Deno.FileInfo): boolean {
  return Deno.build.os === "windows" || (uid === Deno.uid() && (Number(mode) & 0o022) === 0);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
