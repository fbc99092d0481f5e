// Remembers what files said of themselves, by their stat identity, so that a plugin that did not change is neither
// hashed nor started to learn which engines it serves. A cache: broken or unwritable, it is as good as empty.
import { dirname } from "node:path";
import { DESCRIPTION, type Description } from "../../protocol/describe.ts";
import { check } from "../../protocol/schema.ts";
import { readRemembered, type Remembered, rememberedPath } from "./remembered.ts";
import type { HostSettings } from "./settings.ts";

/** The most files that are remembered; the oldest entries go first. */
const MAX_ENTRIES = 100;

/** What is known of one file. */
export interface DescribedFile {
  /** `sha256:<hex>` of the file. */
  readonly digest: string;
  readonly description: Description;
}

/** The entries by identity, read once and written after each addition. */
export class DescribeCache {
  readonly #path: string | undefined;
  #entries: Readonly<Record<string, Remembered>> | undefined;

  constructor(settings: HostSettings) {
    this.#path = rememberedPath(settings);
  }

  /** What the file with this identity said when it was asked. */
  get(identity: string): DescribedFile | undefined {
    this.#entries ??= readRemembered(this.#path);
    const { digest, description } = this.#entries[identity] ?? {};
    if (typeof digest !== "string" || !/^sha256:[0-9a-f]{64}$/.test(digest)) return undefined;
    const { value, issues } = check(DESCRIPTION, description, { unknownKeys: "drop", maxIssues: 1 });
    return issues.length === 0 ? { digest, description: value } : undefined;
  }

  /** Remembers what a file said. */
  async set(identity: string, file: DescribedFile): Promise<void> {
    if (this.#path === undefined) return;
    // Read again: another run may have added something since.
    const { [identity]: _old, ...others } = readRemembered(this.#path);
    const kept = Object.entries(others).slice(-(MAX_ENTRIES - 1));
    const entries: Record<string, Remembered> = { ...Object.fromEntries(kept), [identity]: file };
    this.#entries = entries;
    try {
      await writeWhole(this.#path, JSON.stringify({ version: 1, entries }));
    } catch {
      // a read-only home costs time, not correctness
    }
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
