// Real applications whose SQLite databases nobody here wrote. Each has a folder with exact versions of its packages
// (requirements.txt), a script that makes the database by the application's own migrations (make.py), and one that
// lets the application work on the database after our changes (alive.py). What is made is kept in a cache folder.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** One edit of a generated document. */
export type Edit =
  | {
    readonly type: "add-column";
    readonly table: string;
    readonly column: Readonly<Record<string, unknown>>;
  }
  | { readonly type: "rename-column"; readonly table: string; readonly from: string; readonly to: string }
  | { readonly type: "change-type"; readonly table: string; readonly column: string; readonly to: string }
  | {
    readonly type: "add-index";
    readonly table: string;
    readonly name: string;
    readonly columns: readonly string[];
  };

/** An application. */
export interface RealApp {
  readonly name: string;
  /** The least that its database has, so that a broken script is found out. */
  readonly leastTables: number;
  /** Everything that `generate` says it cannot express. */
  readonly unexpressed: readonly string[];
  readonly edits: readonly Edit[];
}

/** The applications. */
export const APPS: readonly RealApp[] = [
  {
    name: "django",
    leastTables: 10,
    unexpressed: [],
    edits: [
      {
        type: "add-column",
        table: "auth_user",
        column: {
          name: "nickname",
          type: "varchar(40)",
          constraints: { notNull: true },
          default: "it's; new",
        },
      },
      { type: "change-type", table: "auth_user", column: "first_name", to: "varchar(300)" },
      { type: "rename-column", table: "django_admin_log", from: "object_repr", to: "object_title" },
      { type: "change-type", table: "django_admin_log", column: "action_flag", to: "integer" },
      { type: "add-index", table: "auth_permission", name: "names", columns: ["codename", "name"] },
    ],
  },
  {
    name: "wagtail",
    leastTables: 50,
    unexpressed: [],
    edits: [
      {
        type: "add-column",
        table: "wagtailcore_page",
        column: { name: "mood", type: "text", constraints: { notNull: true }, default: "calm" },
      },
      { type: "change-type", table: "wagtailcore_page", column: "title", to: "varchar(500)" },
      { type: "change-type", table: "wagtailsearch_indexentry", column: "object_id", to: "varchar(80)" },
      { type: "rename-column", table: "wagtailredirects_redirect", from: "redirect_link", to: "target_link" },
      {
        type: "add-index",
        table: "wagtailcore_revision",
        name: "by_kind",
        columns: ["object_str", "created_at"],
      },
    ],
  },
  {
    name: "buildbot",
    leastTables: 43,
    unexpressed: [],
    edits: [
      {
        type: "add-column",
        table: "builds",
        column: { name: "colour", type: "varchar(10)", constraints: { notNull: true }, default: "green" },
      },
      { type: "change-type", table: "builds", column: "number", to: "bigint" },
      { type: "rename-column", table: "patches", from: "subdir", to: "folder" },
      { type: "change-type", table: "masters", column: "name", to: "varchar(400)" },
      { type: "add-index", table: "steps", name: "steps_by_build", columns: ["buildid", "name"] },
    ],
  },
];

/** An application that is installed. */
export interface InstalledApp {
  readonly python: string;
  /** Its files, with the database `app.db`; to be copied, not changed. */
  readonly files: string;
}

const FOLDER = fileURLToPath(new URL(".", import.meta.url));

/**
 * Installs an application and makes its database, or takes it from the cache.
 * @throws {Error} when there is no Python or no package registry, with their words
 */
export async function install({ name }: RealApp): Promise<InstalledApp> {
  const source = join(FOLDER, name);
  const home = await cacheFolder(source, name);
  const python = join(home, "venv", "bin", "python");
  const files = join(home, "files");
  const mark = join(home, "complete");
  if (existsSync(mark)) return { python, files };
  if (existsSync(home)) await Deno.remove(home, { recursive: true });
  await Deno.mkdir(files, { recursive: true });
  await run("python3", ["-m", "venv", join(home, "venv")], home);
  const quiet = ["--quiet", "--disable-pip-version-check", "--no-deps"];
  await run(python, ["-m", "pip", "install", ...quiet, "-r", join(source, "requirements.txt")], home);
  await run(python, [join(source, "make.py")], files);
  await Deno.writeTextFile(mark, "");
  return { python, files };
}

/** Lets the application work in a folder. @throws {Error} with its words when it cannot */
export async function checkAlive({ name }: RealApp, { python }: InstalledApp, folder: string): Promise<void> {
  await run(python, [join(FOLDER, name, "alive.py")], folder);
}

/** A folder of its own for these versions, these scripts and this Python. */
async function cacheFolder(source: string, name: string): Promise<string> {
  const home = Deno.env.get("XDG_CACHE_HOME") || join(Deno.env.get("HOME") ?? "", ".cache");
  const parts = [await run("python3", ["--version"], source)];
  for (const file of ["requirements.txt", "make.py"]) parts.push(await Deno.readTextFile(join(source, file)));
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(parts.join("\0")));
  const digest = Array.from(new Uint8Array(bytes).slice(0, 6), (byte) => byte.toString(16).padStart(2, "0"))
    .join("");
  return join(home, "schemahero-tests", "real", `${name}-${digest}`);
}

async function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args: [...args],
    cwd,
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
