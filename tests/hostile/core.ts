// A core that is attacked: a process of its own, whose environment, arguments and signals are what hostile plugins are
// after. Makes the attempts that its order names and says what was seen of each, one line of JSON an attempt.
import type { Candidate } from "../../core/host/candidate.ts";
import { type HostSettings, startPlugin } from "../../core/host/mod.ts";
import { SchemaHeroError } from "../../core/errors.ts";
import { PluginError } from "../../protocol/errors.ts";
import type { Attempt, FormName, Seen } from "./attempt.ts";
import { ATTEMPTS } from "./attempts.ts";
import { processesWith, Scene, type Surroundings } from "./scene.ts";

/** `bare`: no wall at all. `off`: without the kernel's. `on`: every wall. */
export type Mode = "bare" | "off" | "on";

/** What the core is to do. */
export interface Order extends Surroundings {
  readonly home: string;
  readonly sourceRoot: string;
  readonly attempts: readonly { readonly name: string; readonly form: FormName; readonly mode: Mode }[];
  /** The file of each form; `script` is the compiled one's code, for the bare mode of the others. */
  readonly files: Readonly<Partial<Record<FormName | "script", string>>>;
}

/** What came of an attempt. */
export interface Report {
  readonly name: string;
  readonly form: FormName;
  readonly mode: Mode;
  readonly isDone: boolean;
  readonly elapsedMs: number;
  readonly seen: Seen;
}

const AT_ONCE = 3;
let signals = 0;

async function main(): Promise<void> {
  const order: Order = JSON.parse(await Deno.readTextFile(Deno.args[0] ?? ""));
  Deno.addSignalListener("SIGUSR1", () => void signals++);
  const waiting = order.attempts;
  const byName = new Map(ATTEMPTS.map((attempt) => [attempt.name, attempt]));
  const isAlone = ({ name }: Order["attempts"][number]) => byName.get(name)?.runsAlone === true;
  const work = async (queue: Order["attempts"][number][]) => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const attempt = byName.get(next.name);
      if (!attempt) throw new TypeError(`There is no attempt "${next.name}"`);
      const began = performance.now();
      const seen = await makeAttempt(attempt, next.form, next.mode, order);
      const report: Report = {
        ...next,
        isDone: attempt.evidence(seen),
        elapsedMs: Math.round(performance.now() - began),
        seen,
      };
      await Deno.stdout.write(new TextEncoder().encode(`${JSON.stringify(report)}\n`));
    }
  };
  const together = waiting.filter((each) => !isAlone(each));
  await Promise.all(Array.from({ length: AT_ONCE }, () => work(together)));
  await work(waiting.filter(isAlone));
  Deno.exit(0);
}

async function makeAttempt(attempt: Attempt, form: FormName, mode: Mode, order: Order): Promise<Seen> {
  const path = order.files[mode === "bare" ? "script" : form];
  if (path === undefined) throw new TypeError(`There is no file of the form ${form}`);
  const scene = await Scene.make(order);
  await using _ = scene;
  const { facts } = scene;
  const uri = [
    attempt.act,
    ...Object.entries(attempt.args(facts)).map(([key, value]) => `${key}=${value}`),
  ].join("\n");
  let receivedBytes = 0;
  const settings: HostSettings = {
    environment: (name) => Deno.env.get(name),
    home: order.home,
    ...(!Deno.build.standalone && { sourceRoot: order.sourceRoot }),
    pluginDirs: [],
    trust: true,
    lockFile: false,
    sandbox: mode === "on" ? "required" : "off",
    ...(mode === "on" && attempt.limits && { limits: attempt.limits }),
    log: (_, text) => void (receivedBytes += text.length),
  };
  const isByHand = mode !== "on" && attempt.controlByHand;
  const sample = isByHand
    ? await byHand(path, uri) // of the others `bare` is the script
    : await throughCore(candidateOf(form, mode, path), attempt, uri, scene, settings);
  return {
    ...sample,
    stolen: scene.isStolen(sample.answer),
    heard: scene.heard,
    changed: scene.changed,
    receivedMegabytes: receivedBytes / 1024 ** 2,
  };
}

type Sample = Omit<Seen, "stolen" | "heard" | "changed" | "receivedMegabytes">;

const NOTHING: Sample = {
  answer: "",
  marked: 0,
  outlived: 0,
  signals: 0,
  isTraced: false,
  isLimited: false,
  isSlowed: false,
  isPinned: false,
  isReachable: false,
  peakMegabytes: 0,
  cpuSeconds: 0,
  openFiles: 0,
  threads: 0,
  isBelieved: false,
};

function candidateOf(form: FormName, mode: Mode, path: string): Candidate {
  const isPortable = form === "portable" && mode !== "bare";
  const isSource = form === "dependency" && mode !== "bare" && !Deno.build.standalone;
  return {
    form: isPortable ? "portable" : isSource ? "source" : "executable",
    name: "hostile",
    path,
    origin: "explicit",
  };
}

/** What a plugin says when nobody judges it: it would be believed. */
async function byHand(path: string, uri: string): Promise<Sample> {
  const child = new Deno.Command(path, {
    args: ["by-hand", uri],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const { value } = await child.stdout.getReader().read();
  child.kill("SIGKILL");
  await child.status;
  return {
    ...NOTHING,
    isBelieved: value !== undefined && /nothing like it|response/.test(new TextDecoder().decode(value)),
  };
}

async function throughCore(
  candidate: Candidate,
  attempt: Attempt,
  uri: string,
  scene: Scene,
  settings: HostSettings,
): Promise<Sample> {
  const { facts } = scene;
  const connection = `${facts.folder}/connection`;
  const sockets = attempt.throughSocket ? [connection] : [];
  const grants = {
    net: attempt.throughSocket ? [] : [`127.0.0.1:${facts.ports.granted}`],
    read: [facts.database, ...sockets],
    write: [...(attempt.readsOnly ? [] : [facts.database]), ...sockets],
  };
  signals = 0;
  const plugin = await startPlugin(candidate, { settings, grants, sockets }).catch(failed);
  if (typeof plugin === "string") return { ...NOTHING, answer: plugin };
  const marker = uri.includes(facts.marker) ? facts.marker : undefined;
  const watch = new Watch(plugin.pid, marker);
  const resolved = { endpoints: [], files: {}, pem: {} };
  const params = { engine: "hostile", uri, options: {}, resolved, lockTimeoutMs: 0 };
  const answered = await plugin.request("connect", params, { deadlineMs: 120_000 }).then(
    ({ database }) => ({ answer: database, isBelieved: true }),
    (error) => ({ answer: failed(error), isBelieved: false }),
  );
  const isReachable = await reach(answered.answer);
  await watch.stop();
  const bystander = scene.bystander();
  await plugin.kill();
  await new Promise((resolve) => setTimeout(resolve, 30)); // for what is on its way to a listener
  const outlived = marker ? processesWith(marker).length : 0;
  if (marker) scene.endMarked();
  return { ...answered, ...watch.most, ...bystander, isReachable, outlived, signals };
}

function failed(error: unknown): string {
  if (error instanceof SchemaHeroError || error instanceof PluginError) {
    return `failed: ${error.code} ${error.message} ${Reflect.get(error, "detail") ?? ""}`;
  }
  return `failed: ${error}`;
}

/** True when somebody listens on the port that an act says. */
async function reach(answer: string): Promise<boolean> {
  const [, port] = /^done (\d{2,5})$/.exec(answer) ?? [];
  if (port === undefined) return false;
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port: Number(port) })).close();
    return true;
  } catch {
    return false;
  }
}

/** Looks at a process, and at those it may have started, again and again. */
class Watch {
  readonly most = { marked: 0, peakMegabytes: 0, cpuSeconds: 0, openFiles: 0, threads: 0 };
  readonly #pid: number;
  /** Undefined when nothing is started: looking for processes takes time. */
  readonly #marker: string | undefined;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(pid: number, marker: string | undefined) {
    this.#pid = pid;
    this.#marker = marker;
    this.#timer = setInterval(() => this.#look(), 50);
  }

  /** Looks once more, when the act has been done. */
  async stop(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 20));
    this.#look();
    clearInterval(this.#timer);
  }

  #look(): void {
    const { most } = this;
    if (this.#marker) most.marked = Math.max(most.marked, processesWith(this.#marker).length);
    try {
      const folder = `/proc/${this.#pid}`;
      const status = Deno.readTextFileSync(`${folder}/status`);
      const times = Deno.readTextFileSync(`${folder}/stat`).replace(/^.*\) /s, "").split(" ");
      const ticks = Number(times[11]) + Number(times[12]); // utime and stime, in hundredths
      most.peakMegabytes = Math.max(
        most.peakMegabytes,
        Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024,
      );
      most.threads = Math.max(most.threads, Number(/^Threads:\s+(\d+)/m.exec(status)?.[1] ?? 0));
      most.cpuSeconds = Math.max(most.cpuSeconds, ticks / 100);
      most.openFiles = Math.max(most.openFiles, [...Deno.readDirSync(`${folder}/fd`)].length);
    } catch {
      // it has ended
    }
  }
}

if (Deno.args[0] === "__plugin-runtime") {
  const { runPortablePlugin } = await import("../../core/host/portable_runtime.ts");
  await runPortablePlugin(Deno.args.slice(1));
} else await main();
