// What an attack is made against: files, listeners and a process that are none of a plugin's business, made for the
// purpose and taken away again; and what is seen of them from outside of the attacker.
import { createSocket, type Socket } from "node:dgram";
import { join } from "node:path";

/** What the attacker finds. No names: it is not told which of it is granted. */
export interface Aims {
  readonly secret: string;
  readonly victim: string;
  readonly added: string;
  readonly granted: string;
  readonly grantedPort: number;
  readonly otherPort: number;
  readonly udpPort: number;
  /** Undefined where there are no unix sockets. */
  readonly socket: string | undefined;
  readonly core: number;
  /** What listeners are told, and what a started program is called. */
  readonly mark: string;
}

const isUnix = Deno.build.os !== "windows";

/** A target. Dispose of it, and nothing of it is left. */
export class Target implements AsyncDisposable {
  readonly aims: Aims;
  /** What is in the secret file. */
  readonly secret: string;
  signals = 0;
  readonly #folder: string;
  readonly #heard = new Map<string, string>();
  readonly #closing: (() => unknown)[] = [];
  readonly #listening: Promise<void>[] = [];

  private constructor(folder: string, secret: string, aims: Aims) {
    this.#folder = folder;
    this.secret = secret;
    this.aims = aims;
  }

  static async make(): Promise<Target> {
    const folder = await Deno.makeTempDir({ prefix: "schemahero-attack-" });
    const secret = crypto.randomUUID();
    await Deno.writeTextFile(join(folder, "secret"), secret, { mode: 0o600 });
    await Deno.writeTextFile(join(folder, "victim"), "untouched", { mode: 0o600 });
    await Deno.writeTextFile(join(folder, "granted"), "", { mode: 0o600 });
    const granted = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const other = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const socket = join(folder, "socket");
    const unix = isUnix ? Deno.listen({ transport: "unix", path: socket }) : undefined;
    const datagrams = createSocket("udp4");
    await new Promise<void>((resolve) => datagrams.bind(0, "127.0.0.1", resolve));
    const target = new Target(folder, secret, {
      secret: join(folder, "secret"),
      victim: join(folder, "victim"),
      added: join(folder, "added"),
      granted: join(folder, "granted"),
      grantedPort: granted.addr.port,
      otherPort: other.addr.port,
      udpPort: datagrams.address().port,
      socket: unix && socket,
      core: Deno.pid,
      mark: `attack-${secret.slice(0, 8)}`,
    });
    target.#listen("granted", granted);
    target.#listen("other", other);
    if (unix) target.#listen("socket", unix);
    target.#receive(datagrams);
    if (isUnix) target.#countSignals();
    return target;
  }

  /** True when a listener heard the mark. */
  hasHeard(name: "granted" | "other" | "socket" | "udp"): boolean {
    return this.#heard.get(name)?.includes(this.aims.mark) ?? false;
  }

  /** True when a file is there with this text, or with another mode than it had. */
  isChanged(file: "victim" | "added" | "granted"): boolean {
    try {
      const path = this.aims[file];
      const { mode } = Deno.statSync(path);
      const text = Deno.readTextFileSync(path);
      return text === this.aims.mark || (file === "victim" && ((mode ?? 0) & 0o777) !== 0o600);
    } catch {
      return false;
    }
  }

  #listen(name: string, listener: Deno.Listener): void {
    this.#closing.push(() => listener.close());
    this.#listening.push((async () => {
      for await (const connection of listener) {
        const bytes = new Uint8Array(256);
        const size = await connection.read(bytes).catch(() => null); // it may be cut off
        this.#hear(name, bytes.subarray(0, size ?? 0));
        connection.close();
      }
    })());
  }

  #receive(datagrams: Socket): void {
    datagrams.on("message", (bytes) => this.#hear("udp", bytes));
    this.#closing.push(() => datagrams.close());
  }

  #hear(name: string, bytes: Uint8Array): void {
    this.#heard.set(name, (this.#heard.get(name) ?? "") + new TextDecoder().decode(bytes));
  }

  #countSignals(): void {
    const count = () => void this.signals++;
    Deno.addSignalListener("SIGUSR1", count);
    this.#closing.push(() => Deno.removeSignalListener("SIGUSR1", count));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const close of this.#closing) close();
    await Promise.all(this.#listening);
    await Deno.remove(this.#folder, { recursive: true });
  }
}
