// Remembers what files said of themselves, by their stat identity, so that a plugin that did not change is neither
// hashed nor started to learn which engines it serves. A cache: broken or unwritable, it is as good as empty.
import { dirname, isAbsolute, join } from "node:path";
import { DESCRIPTION, type Description } from "../../protocol/describe.ts";
import { check } from "../../protocol/schema.ts";
import type { HostSettings } from "./settings.ts";

/** The most files that are remembered; the oldest entries go first. */
const MAX_ENTRIES = 100;
const MAX_FILE_BYTES = 32 * 1024 * 1024;

/** What is known of one file. */
export interface DescribedFile {
  /** `sha256:<hex>` of the file. */
  readonly digest: string;
  readonly description: Description;
}

type Entries = Record<string, DescribedFile>;

/** The entries by identity, read once and written after each addition. */
export class DescribeCache {
  readonly #path: string | undefined;
  #entries: Promise<Entries> | undefined;

  constructor(settings: HostSettings) {
    this.#path = cachePath(settings);
  }

  /** What the file with this identity said when it was asked. */
  async get(identity: string): Promise<DescribedFile | undefined> {
    const entry = (await this.load())[identity];
    if (entry === undefined || !/^sha256:[0-9a-f]{64}$/.test(String(entry.digest))) return undefined;
    const { value, issues } = check(DESCRIPTION, entry.description, { unknownKeys: "drop", maxIssues: 1 });
    return issues.length === 0 ? { digest: entry.digest, description: value } : undefined;
  }

  /** Remembers what a file said. */
  async set(identity: string, file: DescribedFile): Promise<void> {
    if (this.#path === undefined) return;
    this.#entries = undefined; // another run may have added something since
    const { [identity]: _old, ...others } = await this.load();
    const kept = Object.entries(others).slice(-(MAX_ENTRIES - 1));
    const entries: Entries = { ...Object.fromEntries(kept), [identity]: file };
    this.#entries = Promise.resolve(entries);
    try {
      await writeWhole(this.#path, JSON.stringify({ version: 1, entries }));
    } catch {
      // a read-only home costs time, not correctness
    }
  }

  /** Begins to read the file; get() waits for it. Never rejects. */
  load(): Promise<Entries> {
    return this.#entries ??= readEntries(this.#path);
  }
}

async function readEntries(path: string | undefined): Promise<Entries> {
  if (path === undefined) return {};
  try {
    const facts = await Deno.stat(path);
    if (!facts.isFile || facts.size > MAX_FILE_BYTES) return {};
    const content: unknown = JSON.parse(await Deno.readTextFile(path));
    if (!isMap(content) || content["version"] !== 1 || !isMap(content["entries"])) return {};
    const known = Object.entries(content["entries"]).filter(([, entry]) => isMap(entry));
    return Object.fromEntries(known) as Entries; // each entry is checked when it is used
  } catch {
    return {};
  }
}

/** A file that is there whole or not at all. */
async function writeWhole(path: string, text: string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${crypto.randomUUID()}`;
  try {
    await Deno.writeTextFile(draft, text, { createNew: true, mode: 0o600 });
    await Deno.rename(draft, path);
  } catch (error) {
    await Deno.remove(draft).catch(() => {}); // it may not have been made
    throw error;
  }
}

function cachePath({ environment, home }: HostSettings): string | undefined {
  const own = environment("SCHEMAHERO_CACHE_DIR");
  const shared = environment("XDG_CACHE_HOME");
  const folder = own !== undefined && own !== ""
    ? own
    : shared !== undefined && isAbsolute(shared)
    ? join(shared, "schemahero")
    : home !== undefined && isAbsolute(home)
    ? join(home, ".schemahero", "cache")
    : undefined;
  return folder === undefined ? undefined : join(folder, "describe-v1.json");
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
