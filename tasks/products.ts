// What the build makes of the core and of each plugin, and the table that shows it.
import { join, relative } from "node:path";
import { bundle, bundleInParts } from "./bundle.ts";
import { compile, StubMissingError } from "./compile.ts";
import { permissionWords, readPermissions } from "./permissions.ts";
import { writePortable } from "./portable.ts";
import { complain, paint, say, tableLines } from "./screen.ts";
import { DIST, executablePath, pluginFolder, ROOT } from "./tree.ts";

/** Two ways to keep 100,000 seed rows and 1000 new tables below 200 MB; 250 without (docs/benchmarks.md). */
const FRUGAL = ["--optimize-for-size"];
/** Takes 5 to 10 MB more and, of a plan of 1000 tables in MySQL, 50 ms less. */
const LESS_FRUGAL = ["--heap-growing-percent=20"];

/**
 * Portable plugins run in the core's program: no code of theirs comes from text that nobody has looked at. A run of the
 * core is too short for helper threads of V8: without them a plan of one table takes 5 ms less.
 */
const CORE_V8_FLAGS = [...FRUGAL, "--disallow-code-generation-from-strings", "--single-threaded"];

/** PostgreSQL's model is the largest. */
const V8_FLAGS_OF: Readonly<Record<string, readonly string[]>> = { postgres: FRUGAL };

/** A file that was built. */
export interface Product {
  readonly path: string;
  readonly permissions: string;
}

/** Everything that one run of the build makes. */
export class Build {
  readonly #products: Product[] = [];
  #stubMissing: string | undefined;

  /** Builds the core, where it can be compiled. */
  async core(): Promise<void> {
    const permissions = readPermissions(join(ROOT, "core", "permissions.json"));
    const output = executablePath("schemahero");
    const modules = await bundleInParts(join(ROOT, "core", "main.ts"));
    const probe = { args: ["version"], code: 0 };
    if (!await this.#compile({ output, modules, workers: [], permissions, v8Flags: CORE_V8_FLAGS, probe })) {
      return;
    }
    this.#products.push({ path: output, permissions: permissionWords(permissions) });
    const link = executablePath("kubectl-schemahero");
    await removeIfThere(link);
    await Deno.symlink(relative(DIST, output), link);
    this.#products.push({ path: link, permissions: "(link to schemahero)" });
  }

  /** Builds a plugin in both forms: compiled where that can be, and portable always. */
  async plugin(name: string): Promise<void> {
    const folder = pluginFolder(name);
    const permissions = readPermissions(join(folder, "permissions.json"));
    const [main, worker] = await Promise.all([
      bundle(join(folder, "main.ts")),
      bundle(join(folder, "worker.ts")),
    ]);
    const output = executablePath(join("plugins", `schemahero-${name}`));
    // Started by hand a plugin says what it is and ends with EX_USAGE.
    const probe = { args: [], code: 64 };
    const modules = { "main.js": main, "worker.js": worker };
    const v8Flags = V8_FLAGS_OF[name] ?? LESS_FRUGAL;
    if (await this.#compile({ output, modules, workers: ["worker.js"], permissions, v8Flags, probe })) {
      this.#products.push({ path: output, permissions: permissionWords(permissions) });
    }
    const portable = await writePortable(name, worker, join(DIST, "plugins"));
    this.#products.push({ path: portable, permissions: "the connection's, given by the core" });
  }

  async #compile(program: Parameters<typeof compile>[0]): Promise<boolean> {
    await removeIfThere(program.output); // an older one must not be mistaken for this build's
    if (this.#stubMissing !== undefined) return false;
    try {
      await compile(program);
      return true;
    } catch (error) {
      if (!(error instanceof StubMissingError)) throw error;
      this.#stubMissing = error.message;
      return false;
    }
  }

  /** Shows what was built and, when there was no stub, what that means. */
  report(): void {
    if (this.#products.length > 0) {
      const rows = this.#products.map(({ path, permissions }) => {
        return [relative(ROOT, path), megabytes(Deno.statSync(path).size), permissions];
      });
      say(...tableLines([["file", "size", "permissions"], ...rows], [1]));
    }
    if (this.#stubMissing !== undefined) complain("", ...withoutStub(this.#stubMissing));
  }
}

function withoutStub(cause: string): readonly string[] {
  return [
    paint(
      "yellow",
      "No self-contained programs were built: `deno compile` could not get its runtime stub, denort",
    ),
    `  (${cause}).`,
    "  Everything still runs: plugins were built in their portable form (.js), and the core runs from source with",
    "  `deno task schemahero`. To build programs, go where Deno's download site can be reached, or set DENORT_BIN",
    `  to a denort of Deno ${Deno.version.deno}.`,
  ];
}

function megabytes(sizeBytes: number): string {
  return sizeBytes < 1e6 ? `${Math.ceil(sizeBytes / 1e3)} kB` : `${(sizeBytes / 1e6).toFixed(1)} MB`;
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
