// The attacker of `plugin doctor --attack`: this very program with all its permissions, in the place of a plugin.
// `schemahero __attack AIMS`, called by main.ts. Tries what a plugin must not do, harms nothing, and says a line of JSON
// for each attempt; whether it succeeded is judged from outside (attack.ts).
import type { Aims } from "./target.ts";

/** What the attacker says of an attempt. */
export interface Said {
  readonly name: string;
  /** What it has got, or what it was told. */
  readonly text: string;
}

/** The attempts, by the names that attack.ts judges. */
export type AttemptName = keyof typeof ATTEMPTS;

const ATTEMPTS = {
  granted: async ({ granted, grantedPort, mark }: Aims) => {
    await tell({ hostname: "127.0.0.1", port: grantedPort }, mark);
    await Deno.writeTextFile(granted, mark, { create: false });
  },
  secret: ({ secret }: Aims) => Deno.readTextFile(secret),
  passwords: () => Deno.readTextFile("/etc/passwd"),
  added: ({ added, mark }: Aims) => Deno.writeTextFile(added, mark),
  overwritten: ({ victim, mark }: Aims) => Deno.writeTextFile(victim, mark, { create: false }),
  mode: ({ victim }: Aims) => Deno.chmod(victim, 0o604),
  port: ({ otherPort, mark }: Aims) => tell({ hostname: "127.0.0.1", port: otherPort }, mark),
  datagram: async ({ udpPort, mark }: Aims) => {
    const { createSocket } = await import("node:dgram");
    const socket = createSocket("udp4");
    await new Promise<void>((resolve, reject) => {
      socket.on("error", reject);
      socket.send(mark, udpPort, "127.0.0.1", (error) => error ? reject(error) : resolve());
    });
    socket.close();
  },
  socket: async ({ socket, mark }: Aims) => {
    using connection = await Deno.connect({ transport: "unix", path: socket ?? "" });
    await connection.write(new TextEncoder().encode(mark));
  },
  listen: () => {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    listener.close();
    return String(listener.addr.port);
  },
  program: async ({ mark }: Aims) => {
    const { stdout } = await new Deno.Command("/bin/echo", { args: [mark], stdin: "null", stderr: "null" })
      .output();
    return new TextDecoder().decode(stdout);
  },
  signal: ({ core }: Aims) => Deno.kill(core, "SIGUSR1"),
} as const satisfies Record<string, (aims: Aims) => Promise<string | void> | string | void>;

/** Makes every attempt. */
export async function runAttack([text = "{}"]: readonly string[]): Promise<void> {
  const aims: Aims = JSON.parse(text);
  for (const [name, attempt] of Object.entries(ATTEMPTS)) {
    await say({ name, text: await tried(attempt, aims) });
  }
}

async function tried(attempt: (aims: Aims) => unknown, aims: Aims): Promise<string> {
  try {
    return String(await attempt(aims) ?? "");
  } catch (error) {
    return error instanceof Error ? error.message.split("\n")[0] ?? "" : String(error);
  }
}

async function say(said: Said): Promise<void> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(said)}\n`);
  for (let at = 0; at < bytes.length;) at += await Deno.stdout.write(bytes.subarray(at));
}

async function tell(to: Deno.ConnectOptions, mark: string): Promise<void> {
  using connection = await Deno.connect(to);
  await connection.write(new TextEncoder().encode(mark));
  await connection.read(new Uint8Array(1)); // until it was heard
}
