// Remembers what files said of themselves, by their digest, so that a plugin that did not change is not started to
// learn which engines it serves. A cache: broken or unwritable, it is as good as empty.
import { dirname } from "node:path";
import { DESCRIPTION, type Description } from "../../protocol/describe.ts";
import { check } from "../../protocol/schema.ts";
import { writeWhole } from "./admission/lock_file.ts";
import { readRemembered, type Remembered, rememberedPath } from "./remembered.ts";
import type { HostSettings } from "./settings.ts";

/** The most files that are remembered; the oldest entries go first. */
const MAX_ENTRIES = 100;

/** The entries by digest, read once and written after each addition. */
export class DescribeCache {
  readonly #path: string | undefined;
  #entries: Readonly<Record<string, Remembered>> | undefined;

  constructor(settings: HostSettings) {
    this.#path = rememberedPath(settings);
  }

  /** What the file with this digest said when it was asked. */
  get(digest: string): Description | undefined {
    this.#entries ??= readRemembered(this.#path);
    const { description } = this.#entries[digest] ?? {};
    const { value, issues } = check(DESCRIPTION, description, { unknownKeys: "drop", maxIssues: 1 });
    return issues.length === 0 ? value : undefined;
  }

  /** Remembers what a file said. */
  async set(digest: string, description: Description): Promise<void> {
    if (this.#path === undefined) return;
    // Read again: another run may have added something since.
    const { [digest]: _old, ...others } = readRemembered(this.#path);
    const kept = Object.entries(others).slice(-(MAX_ENTRIES - 1));
    const entries: Record<string, Remembered> = { ...Object.fromEntries(kept), [digest]: { description } };
    this.#entries = entries;
    try {
      await Deno.mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
      await writeWhole(this.#path, JSON.stringify({ version: 2, entries }), 0o600);
    } catch {
      // a read-only home costs time, not correctness
    }
  }
}
