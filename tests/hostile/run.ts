// Starts the core that is attacked, as a user, and takes its reports.
import { join } from "node:path";
import { ROOT } from "../../tasks/tree.ts";
import { type Attempt, type FormName, FORMS } from "./attempt.ts";
import { ATTEMPTS } from "./attempts.ts";
import type { Mode, Order, Report } from "./core.ts";
import { IS_COMPILED_LANE } from "../lane.ts";
import type { Built } from "./forms.ts";

/** Who the core is. */
export type User = "root" | "normal user";

/** The number of a user that owns nothing: that of `nobody`. */
const NOBODY = 65534;

/** The users of this run: root also tries as a normal user. */
export const USERS: readonly User[] = Deno.uid() === 0 ? ["root", "normal user"] : ["normal user"];

/** Part of the names of the attempts that are made; absent: all. */
const ONLY = Deno.env.get("SCHEMAHERO_TEST_ONLY");

/** True when a form is tried by a user. Root also tries as a normal user what has no wall but the kernel's. */
export function canTry(user: User, form: FormName): boolean {
  return user === "root" || Deno.uid() !== 0 || form === "native" || form === "compiled";
}

/** The modes in which a form makes an attempt. */
export function modesOf({ forms, controlByHand }: Attempt, form: FormName): readonly Mode[] {
  if ("cannot" in forms[form]) return [];
  if (controlByHand && form !== "native" && form !== "compiled") return ["bare", "on"];
  return form === "native" || form === "compiled" ? ["off", "on"] : ["bare", "off", "on"];
}

/** True when an attempt is made by a form and a user. */
export function isMade(attempt: Attempt, form: FormName, user: User): boolean {
  if (ONLY !== undefined && !attempt.name.includes(ONLY)) return false;
  if (!canTry(user, form) || "cannot" in attempt.forms[form]) return false;
  return user === "root" || attempt.needsRoot === undefined;
}

/** Makes all attempts of the forms as one user; the reports by `name`, `form` and `mode`, see {@linkcode keyOf}. */
export async function makeAttempts(
  user: User,
  built: Built,
  canary: string,
  forms: readonly FormName[],
): Promise<Reports> {
  const folder = await Deno.makeTempDir({ prefix: "schemahero-hostile-" });
  try {
    const isOther = user !== "root" && Deno.uid() === 0;
    const home = join(folder, "home");
    const order: Order = {
      folder,
      home,
      store: join(home, ".schemahero", "store", "sha256"),
      program: built.core,
      canary,
      sourceRoot: ROOT,
      files: built.files,
      attempts: FORMS.filter((form) => forms.includes(form)).flatMap((form) =>
        ATTEMPTS.filter((attempt) => isMade(attempt, form, user)).flatMap((attempt) =>
          modesOf(attempt, form).map((mode) => ({ name: attempt.name, form, mode }))
        )
      ),
    };
    await Deno.mkdir(order.store, { recursive: true, mode: 0o700 });
    const file = join(folder, "order.json");
    await Deno.writeTextFile(file, JSON.stringify(order));
    if (isOther) await giveAway(folder);
    return await runCore(folder, file, built.core, canary, isOther);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What the core had to say, and how it ended. */
export interface Reports {
  readonly code: number;
  readonly found: ReadonlyMap<string, Report>;
}

/** What the reports are found by. */
export function keyOf(name: string, form: FormName, mode: Mode): string {
  return `${form} ${mode}: ${name}`;
}

async function giveAway(folder: string): Promise<void> {
  await Deno.chown(folder, NOBODY, NOBODY);
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) await giveAway(join(folder, name));
    else await Deno.chown(join(folder, name), NOBODY, NOBODY);
  }
}

async function runCore(
  folder: string,
  file: string,
  core: string,
  canary: string,
  isOther: boolean,
): Promise<Reports> {
  const args = [file, canary];
  const environment = {
    CANARY: canary,
    HOME: isOther ? folder : Deno.env.get("HOME") ?? folder,
    NO_COLOR: "1",
  };
  const cache = isOther ? join(folder, "deno") : Deno.env.get("DENO_DIR");
  let command = core;
  if (!IS_COMPILED_LANE) {
    command = isOther ? join(folder, "deno-of-all") : Deno.execPath();
    if (isOther) await Deno.copyFile(Deno.execPath(), command);
    args.unshift("run", "-A", "--quiet", "--no-prompt", "--no-config", "--no-lock", "--unstable-net", core);
  }
  const child = new Deno.Command(command, {
    args,
    cwd: folder,
    clearEnv: true,
    env: { ...environment, ...(cache !== undefined && { DENO_DIR: cache }) },
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
    ...(isOther && { uid: NOBODY, gid: NOBODY }),
  });
  const { code, stdout } = await child.output();
  const lines = new TextDecoder().decode(stdout).split("\n").filter((line) => line !== "");
  const reports = lines.map((line): Report => JSON.parse(line));
  const log = Deno.env.get("SCHEMAHERO_TEST_REPORTS"); // to look at when something is slow or strange
  if (log !== undefined) await Deno.writeFile(log, stdout, { append: true });
  return {
    code,
    found: new Map(reports.map((report) => [keyOf(report.name, report.form, report.mode), report])),
  };
}
