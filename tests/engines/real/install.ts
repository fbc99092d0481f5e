// Installs real applications, of Python or of Node, and lets their scripts work on a database, which DATABASE_URL names to
// them. The packages are kept in a cache folder, and so are databases that are files: migrations take long.
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RealApp } from "./apps.ts";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));

/** An application that is installed. */
export interface InstalledApp {
  readonly app: RealApp;
  readonly language: Language;
  /** The folder of the cache that holds it. */
  readonly home: string;
}

/** What an application is written in. */
interface Language {
  /** The file with exact versions of packages. */
  readonly packages: string;
  /** The end of its scripts' names. */
  readonly suffix: string;
  readonly version: readonly [command: string, ...args: string[]];
  install(source: string, home: string): Promise<void>;
  /** The command that runs a script of `source`. */
  command(
    script: string,
    source: string,
    home: string,
  ): Promise<readonly [command: string, ...args: string[]]>;
}

const PYTHON: Language = {
  packages: "requirements.txt",
  suffix: ".py",
  version: ["python3", "--version"],
  async install(source, home) {
    await run("python3", ["-m", "venv", join(home, "venv")], home);
    const quiet = ["--quiet", "--disable-pip-version-check", "--no-deps"];
    const python = join(home, "venv", "bin", "python");
    await run(python, ["-m", "pip", "install", ...quiet, "-r", join(source, this.packages)], home);
  },
  command(script, source, home) {
    return Promise.resolve([join(home, "venv", "bin", "python"), join(source, script)]);
  },
};

const NODE: Language = {
  packages: "package.json",
  suffix: ".mjs",
  version: ["node", "--version"],
  async install(source, home) {
    const text = await Deno.readTextFile(join(source, this.packages));
    await Deno.writeTextFile(join(home, this.packages), text);
    const quiet = ["--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
    const { before } = JSON.parse(text);
    await run("npm", ["install", ...quiet, "--ignore-scripts", "--before", before], home);
  },
  async command(script, source, home) {
    // Node looks for packages beside the script.
    await Deno.copyFile(join(source, script), join(home, script));
    return ["node", join(home, script)];
  },
};

const PHP: Language = {
  packages: "install.sh",
  suffix: ".php",
  version: ["bash", "--version"],
  async install(source, home) {
    await run("bash", [join(source, this.packages), home], home);
  },
  command(script, source) {
    return Promise.resolve(["php", join(source, script)]);
  },
};

/**
 * Installs an application, or takes it from the cache.
 * @throws {Error} when there is no interpreter or no package registry, with their words
 */
export async function install(app: RealApp): Promise<InstalledApp> {
  const source = join(FOLDER, app.name);
  const language = [NODE, PHP].find(({ packages }) => existsSync(join(source, packages))) ?? PYTHON;
  const home = await cacheFolder(source, app.name, language);
  await once(home, "packages", () => language.install(source, home));
  return { app, language, home };
}

/** Lets the application make its database, and its files in `folder`. @throws {Error} with its words when it cannot */
export async function makeDatabase(installed: InstalledApp, uri: string, folder: string): Promise<void> {
  if (isServer(uri)) return await runScript(installed, "make", uri, folder);
  const { home } = installed;
  await once(home, "files", async () => {
    await Deno.mkdir(join(home, "files"));
    await runScript(installed, "make", join(home, "app.db"), join(home, "files"));
  });
  cpSync(join(home, "files"), folder, { recursive: true });
  await Deno.copyFile(join(home, "app.db"), uri);
}

/** Lets the application work on its database. @throws {Error} with its words when it cannot */
export async function checkAlive(installed: InstalledApp, uri: string, folder: string): Promise<void> {
  await runScript(installed, "alive", uri, folder);
}

function isServer(uri: string): boolean {
  return uri.includes("://");
}

async function runScript({ app, language, home }: InstalledApp, name: string, uri: string, folder: string) {
  const [command, ...args] = await language.command(name + language.suffix, join(FOLDER, app.name), home);
  await run(command, args, folder, {
    APP_HOME: home,
    DATABASE_URL: isServer(uri) ? uri : `sqlite:///${uri}`,
    PYTHONPATH: FOLDER,
    PYTHONDONTWRITEBYTECODE: "1",
  });
}

/** Makes a part of the cache, wholly or not at all. */
async function once(home: string, part: string, make: () => Promise<void>): Promise<void> {
  const mark = join(home, `${part}.complete`);
  if (existsSync(mark)) return;
  if (part === "packages" && existsSync(home)) await Deno.remove(home, { recursive: true });
  else if (existsSync(join(home, part))) await Deno.remove(join(home, part), { recursive: true });
  await Deno.mkdir(home, { recursive: true });
  await make();
  await Deno.writeTextFile(mark, "");
}

/** A folder of its own for these versions, these scripts and this interpreter. */
async function cacheFolder(
  source: string,
  name: string,
  { packages, suffix, version }: Language,
): Promise<string> {
  const home = Deno.env.get("XDG_CACHE_HOME") || join(Deno.env.get("HOME") ?? "", ".cache");
  const [command, ...args] = version;
  const parts = [await run(command, args, source)];
  for (const file of [packages, `make${suffix}`]) parts.push(await Deno.readTextFile(join(source, file)));
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(parts.join("\0")));
  const digest = Array.from(new Uint8Array(bytes).slice(0, 6), (byte) => byte.toString(16).padStart(2, "0"))
    .join("");
  return join(home, "schemahero-tests", "real", `${name}-${digest}`);
}

async function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args: [...args],
    cwd,
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (code !== 0) {
    throw new Error(
      `${command} ${args.join(" ")} ended with ${code}:\n${text(stdout)}${text(stderr)}`.slice(-5000),
    );
  }
  return text(stdout);
}
