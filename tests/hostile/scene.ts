// What one attempt is made against: files, listeners and processes that are none of a plugin's business, and what is
// seen of them from outside. Made anew for each attempt, so that nothing seen can come from another one.
import { createSocket, type Socket } from "node:dgram";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Facts, Seen } from "./attempt.ts";

/** What all attempts of a run share. */
export interface Surroundings {
  /** A folder of the run's own. */
  readonly folder: string;
  readonly store: string;
  /** The core's program, at whose end the canary is. */
  readonly program: string;
  /** What is in the core's program, environment and arguments. */
  readonly canary: string;
}

/** A scene. Dispose of it, and nothing of it is left. */
export class Scene implements AsyncDisposable {
  readonly facts: Facts;
  readonly #surroundings: Surroundings;
  readonly #ears: Ears;
  readonly #bystander: Deno.ChildProcess;
  readonly #before: ReadonlyMap<string, string>;

  private constructor(
    facts: Facts,
    surroundings: Surroundings,
    ears: Ears,
    bystander: Deno.ChildProcess,
  ) {
    this.facts = facts;
    this.#surroundings = surroundings;
    this.#ears = ears;
    this.#bystander = bystander;
    this.#before = this.#files();
  }

  static async make(surroundings: Surroundings): Promise<Scene> {
    const nonce = crypto.getRandomValues(new Uint8Array(12)).toHex();
    const folder = await Deno.makeTempDir({ dir: surroundings.folder });
    await Deno.writeTextFile(join(folder, "secret.json"), JSON.stringify({ text: nonce }), { mode: 0o600 });
    await Deno.writeTextFile(join(folder, "victim"), "untouched", { mode: 0o600 });
    await Deno.writeTextFile(join(folder, `listed-${nonce}`), "");
    await Deno.writeTextFile(join(folder, "database"), "rows", { mode: 0o600 });
    await Deno.writeTextFile(join(surroundings.store, `${nonce}-another`), `#!/bin/sh\n# ${nonce}\n`, {
      mode: 0o500,
    });
    await Deno.symlink(`/nowhere/${nonce}`, join(folder, "pointer"));
    await Deno.utime(join(folder, "victim"), 1_000_000_000, 1_000_000_000);
    const ears = await Ears.open(folder, nonce);
    const bystander = new Deno.Command("/bin/sleep", {
      args: ["60"],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    const stat = (await Deno.readTextFile("/proc/self/stat")).replace(/^.*\) /s, "").split(" ");
    const [from = "0", to = "0"] = [stat[47], stat[48]]; // env_start and env_end of proc(5), after pid and name
    const facts: Facts = {
      nonce,
      marker: `hostile${nonce.slice(0, 8)}`,
      folder,
      database: join(folder, "database"),
      program: surroundings.program,
      store: surroundings.store,
      another: join(surroundings.store, `${nonce}-another`),
      core: Deno.pid,
      environmentAt: [from, Number(BigInt(to) - BigInt(from))],
      bystander: bystander.pid,
      ports: ears.ports,
      socket: join(folder, "socket"),
      datagramSocket: join(folder, "datagrams"),
      abstractSocket: `hostile-${nonce}`,
    };
    return new Scene(facts, surroundings, ears, bystander);
  }

  /** True when a text holds what is not for plugins. */
  isStolen(answer: string): boolean {
    const [firstUser = ""] = Deno.readTextFileSync("/etc/passwd").split("\n");
    const secrets = [this.facts.nonce, this.#surroundings.canary, firstUser];
    return secrets.some((secret) => answer.includes(secret));
  }

  get heard(): Seen["heard"] {
    return this.#ears.heard();
  }

  /** Files that are not as they were. */
  get changed(): readonly string[] {
    const now = this.#files();
    const names = new Set([...this.#before.keys(), ...now.keys()]);
    return [...names].filter((name) => this.#before.get(name) !== now.get(name));
  }

  /** What was done to the other process. */
  bystander(): Pick<Seen, "isTraced" | "isLimited" | "isSlowed" | "isPinned"> {
    const folder = `/proc/${this.#bystander.pid}`;
    const status = Deno.readTextFileSync(`${folder}/status`);
    const nice = Deno.readTextFileSync(`${folder}/stat`).replace(/^.*\) /s, "").split(" ")[16];
    return {
      isTraced: !/^TracerPid:\s0$/m.test(status),
      isLimited: /^Max msgqueue size\s+4242 /m.test(Deno.readTextFileSync(`${folder}/limits`)),
      isSlowed: nice === "11",
      isPinned: /^Cpus_allowed_list:\s0$/m.test(status),
    };
  }

  /** Everything in the folders that an attempt may be about, with all that can be changed of it. */
  #files(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const folder of [this.facts.folder, this.facts.store]) {
      for (const { name } of Deno.readDirSync(folder)) {
        const path = join(folder, name);
        if (folder === this.facts.store && !name.startsWith(this.facts.nonce)) continue; // another attempt's
        const { size, mode, mtime, isSymlink, isFile, nlink } = Deno.lstatSync(path);
        const text = isFile && size < 1000 ? Deno.readTextFileSync(path) : "";
        const key = folder === this.facts.store ? `store/${name}` : name;
        found.set(
          key,
          [size, mode, mtime?.getTime(), isSymlink, nlink, text, name === "victim" ? lastChange(path) : ""]
            .join(" "),
        );
      }
    }
    return found;
  }

  /** What an attempt has started does not outlive its scene. */
  endMarked(): void {
    for (const pid of processesWith(this.facts.marker)) end(pid);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#ears.close();
    this.#bystander.kill("SIGKILL");
    await this.#bystander.status;
    await Deno.remove(this.facts.folder, { recursive: true });
    for await (const { name } of Deno.readDir(this.facts.store)) {
      if (name.startsWith(this.facts.nonce)) await Deno.remove(join(this.facts.store, name));
    }
  }
}

/**
 * When a file was changed last in any way, as text. Extended attributes cannot be read in Deno, and its times are in
 * whole seconds.
 */
function lastChange(path: string): string {
  const { stdout } = new Deno.Command("/usr/bin/stat", { args: ["-c", "%z", path], stderr: "null" })
    .outputSync();
  return new TextDecoder().decode(stdout);
}

/** The numbers of processes that have a marker for a name or among their arguments. */
export function processesWith(marker: string): readonly number[] {
  return [...Deno.readDirSync("/proc")].flatMap(({ name }) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const isMarked = Deno.readTextFileSync(`/proc/${name}/comm`).trim() === marker ||
        Deno.readTextFileSync(`/proc/${name}/cmdline`).includes(marker);
      if (!isMarked) return [];
      return /^State:\s[ZX]/m.test(Deno.readTextFileSync(`/proc/${name}/status`)) ? [] : [Number(name)];
    } catch {
      return []; // it has just ended
    }
  });
}

function end(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch {
    // it has just ended
  }
}

/** Listeners that remember what they hear. */
class Ears {
  readonly ports: Facts["ports"];
  readonly #nonce: string;
  readonly #texts = new Map<Seen["heard"][number], string>();
  readonly #listeners: readonly { close(): unknown }[];
  readonly #ended: readonly Promise<void>[];

  private constructor(
    streams: Readonly<Record<string, Deno.Listener>>,
    datagrams: Socket,
    packets: Deno.DatagramConn,
    ports: Facts["ports"],
    nonce: string,
  ) {
    this.ports = ports;
    this.#nonce = nonce;
    // Deno cuts the name of an abstract socket to nothing; Node's own way does not.
    const abstract = createServer((connection) => {
      connection.on("data", (bytes) => this.#add("abstract", bytes.toString()));
      connection.on("error", () => {}); // it was ended in the middle
    }).on("error", () => {}) // nor does that of Deno before 2.9: nothing is heard then
      .listen(`\0hostile-${nonce}`);
    datagrams.on("message", (bytes) => this.#add("udp", bytes.toString()));
    this.#listeners = [...Object.values(streams), datagrams, packets, abstract];
    this.#ended = [
      ...Object.entries(streams).map(([name, listener]) => this.#listen(name, listener)),
      this.#receive(packets),
    ];
  }

  static async open(folder: string, nonce: string): Promise<Ears> {
    const [granted, otherHost] = onOnePort();
    const other = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const socket = Deno.listen({ transport: "unix", path: join(folder, "socket") });
    const connection = Deno.listen({ transport: "unix", path: join(folder, "connection") });
    const datagrams = createSocket("udp4");
    await new Promise<void>((resolve) => datagrams.bind(0, "127.0.0.1", resolve));
    const packets = Deno.listenDatagram({ transport: "unixpacket", path: join(folder, "datagrams") });
    const ports = { granted: granted.addr.port, other: other.addr.port, udp: datagrams.address().port };
    const streams: Record<string, Deno.Listener> = { granted, otherHost, other, socket, connection };
    return new Ears(streams, datagrams, packets, ports, nonce);
  }

  heard(): Seen["heard"] {
    return [...this.#texts].filter(([, text]) => text.includes(this.#nonce)).map(([name]) => name);
  }

  async close(): Promise<void> {
    for (const listener of this.#listeners) listener.close();
    await Promise.all(this.#ended);
  }

  async #listen(name: string, listener: Deno.Listener): Promise<void> {
    for await (const connection of listener) {
      for await (const chunk of connection.readable.pipeThrough(new TextDecoderStream())) {
        this.#add(name, chunk);
      }
    }
  }

  async #receive(packets: Deno.DatagramConn): Promise<void> {
    for await (const [bytes] of packets) this.#add("datagrams", new TextDecoder().decode(bytes));
  }

  #add(name: string, text: string): void {
    const key = name as Seen["heard"][number]; // the names above
    this.#texts.set(key, (this.#texts.get(key) ?? "") + text);
  }
}

/** Listeners on two hosts, on a port that both have free. */
function onOnePort(): readonly [Deno.TcpListener, Deno.TcpListener] {
  for (let tries = 0;; tries++) {
    const first = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    try {
      return [first, Deno.listen({ hostname: "127.0.0.2", port: first.addr.port })];
    } catch (error) {
      first.close();
      if (tries > 10) throw error;
    }
  }
}
