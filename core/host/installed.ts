// The plugins that were installed from elsewhere: put into the user's own plugin directory, where each came from, and the
// one that was there before, so that an update can be taken back without a network.
import { join } from "node:path";
import { SchemaHeroError } from "../errors.ts";
import { Admission } from "./admission.ts";
import { writeWhole } from "./admission/lock_file.ts";
import { forget } from "./admission/record.ts";
import { type Candidate, readFileName } from "./candidate.ts";
import { describePlugin, type ResolvedPlugin } from "./resolve.ts";
import type { HostSettings } from "./settings.ts";

/** Neither is looked at when plugins are searched: their names are not those of plugins. */
const RECORDS = ".installed.json";
const PREVIOUS = ".previous";

/** Where a file came from: a reference with its digest. */
interface Origin {
  readonly reference: string;
  /** Of the file that was there before. */
  readonly previous?: string;
}

/** One installed plugin. */
export interface Installed {
  readonly name: string;
  readonly fileName: string;
  readonly reference: string;
}

/** The user's own plugin directory as installing sees it. */
export class InstalledPlugins {
  readonly #folder: string;
  readonly #settings: HostSettings;

  private constructor(folder: string, settings: HostSettings) {
    this.#folder = folder;
    this.#settings = settings;
  }

  /** Makes the directory where it is missing. @throws {SchemaHeroError} plugin.no-home */
  static async open(settings: HostSettings): Promise<InstalledPlugins> {
    if (settings.home === undefined) {
      throw new SchemaHeroError("plugin.no-home", "There is no home folder to install plugins into", {
        hint: "Set HOME",
      });
    }
    const folder = join(settings.home, ".schemahero", "plugins");
    await Deno.mkdir(join(folder, PREVIOUS), { recursive: true, mode: 0o700 });
    return new InstalledPlugins(folder, settings);
  }

  /** A path for a file that is on its way; in the same file system as its place. */
  draftPath(): string {
    return join(this.#folder, PREVIOUS, `.new-${crypto.randomUUID()}`);
  }

  /** All that were installed and are still there, by name. */
  async list(): Promise<readonly Installed[]> {
    const found: Installed[] = [];
    for (const [fileName, { reference }] of Object.entries(await this.#records())) {
      const name = readFileName(fileName)?.name;
      if (name !== undefined && await isFile(join(this.#folder, fileName))) {
        found.push({ name, fileName, reference });
      }
    }
    return found.sort((a, b) => a.fileName < b.fileName ? -1 : 1);
  }

  /** @throws {SchemaHeroError} plugin.not-found */
  async find(name: string): Promise<Installed> {
    const installed = (await this.list()).find((each) => each.name === name);
    if (installed) return installed;
    throw new SchemaHeroError("plugin.not-found", `No plugin ${name} was installed`, {
      hint:
        "`schemahero plugin list` shows what there is; a file that you put there yourself is yours to remove",
    });
  }

  /**
   * Puts a draft in its place, admits it and asks it what it is. What was there is kept for {@linkcode rollBack}; when
   * the new one turns out to be no plugin it stays in force.
   * @throws {SchemaHeroError} plugin.*
   */
  async put(draft: string, fileName: string, reference: string): Promise<ResolvedPlugin> {
    const { [fileName]: before, ...others } = await this.#records();
    const resolved = await this.#exchange(draft, fileName);
    const previous = before && { previous: before.reference };
    await this.#write({ ...others, [fileName]: { reference, ...previous } });
    return resolved;
  }

  /**
   * Puts the file back that was there before; calling it again takes that back.
   * @throws {SchemaHeroError} plugin.no-previous, plugin.*
   */
  async rollBack(name: string): Promise<ResolvedPlugin & Installed> {
    const installed = await this.find(name);
    const { fileName } = installed;
    const kept = join(this.#folder, PREVIOUS, fileName);
    const { [fileName]: record, ...others } = await this.#records();
    if (record?.previous === undefined || !await isFile(kept)) {
      throw new SchemaHeroError("plugin.no-previous", `Nothing was there before ${installed.reference}`, {
        hint: "Install the version that you want by its tag or digest",
      });
    }
    const draft = this.draftPath();
    await Deno.link(kept, draft); // it stays where it is when it turns out that it does not run any more
    const resolved = await this.#exchange(draft, fileName);
    await this.#write({ ...others, [fileName]: { reference: record.previous, previous: record.reference } });
    return { ...resolved, ...installed, reference: record.previous };
  }

  /** Removes a plugin and takes its admission back. @throws {SchemaHeroError} plugin.not-found */
  async remove(name: string): Promise<Installed> {
    const installed = await this.find(name);
    const path = join(this.#folder, installed.fileName);
    await Deno.remove(path);
    await Deno.remove(join(this.#folder, PREVIOUS, installed.fileName)).catch(() => {}); // nothing was there before
    await forget(({ source }) => source === path, this.#settings);
    const { [installed.fileName]: _, ...others } = await this.#records();
    await this.#write(others);
    return installed;
  }

  async #exchange(draft: string, fileName: string): Promise<ResolvedPlugin> {
    const path = join(this.#folder, fileName);
    const kept = join(this.#folder, PREVIOUS, fileName);
    const { name, form } = readFileName(fileName) ?? { name: fileName, form: "executable" };
    const candidate: Candidate = { name, form, path, origin: "home" };
    const hadOne = await isFile(path);
    const old = this.draftPath();
    // A second name first: there is no moment without a file in its place.
    if (hadOne) await Deno.link(path, old);
    try {
      await Deno.rename(draft, path);
      await new Admission(this.#settings).admit(candidate, "given");
      const resolved = await describePlugin(candidate, this.#settings);
      if (hadOne) await Deno.rename(old, kept);
      return resolved;
    } catch (error) {
      if (hadOne) {
        await Deno.rename(old, path);
        await new Admission(this.#settings).admit(candidate, "given");
      } else {
        await Deno.remove(path).catch(() => {}); // it may still be the draft
        await forget(({ source }) => source === path, this.#settings);
      }
      await Deno.remove(draft).catch(() => {}); // or have been moved
      throw error;
    }
  }

  async #records(): Promise<Readonly<Record<string, Origin>>> {
    let content: unknown;
    try {
      content = JSON.parse(await Deno.readTextFile(join(this.#folder, RECORDS)));
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return {};
      if (!(error instanceof SyntaxError)) throw error;
    }
    const entries = Object.entries(content ?? {}).filter((entry): entry is [string, Origin] =>
      isOrigin(entry[1])
    );
    return Object.fromEntries(entries);
  }

  async #write(records: Readonly<Record<string, Origin>>): Promise<void> {
    await writeWhole(join(this.#folder, RECORDS), `${JSON.stringify(records, null, 2)}\n`, 0o600);
  }
}

function isOrigin(value: unknown): value is Origin {
  return typeof value === "object" && value !== null && "reference" in value &&
    typeof value.reference === "string" && (!("previous" in value) || typeof value.previous === "string");
}

async function isFile(path: string): Promise<boolean> {
  return await Deno.lstat(path).then((facts) => facts.isFile, () => false);
}
