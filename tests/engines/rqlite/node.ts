// rqlite nodes of the tests' own: each with its folder and its ports, gone with the process that holds them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { holdServer, serverScript } from "../../servers/hold.ts";

/** A running node, or a cluster that is held by its first. */
export interface Node {
  readonly url: string;
  /** The URI of `rqlite.sh url KIND`. */
  urlOf(kind: string): Promise<string>;
  /** The ports of the nodes' HTTP interfaces. */
  readonly ports: readonly number[];
  /** The URLs of these, without a user. */
  readonly urls: readonly string[];
  /** Ends one node, by its process number, without a word to it; or stops it, or lets it go on. */
  kill(index: number, signal?: "SIGSTOP" | "SIGCONT"): void;
  release(): Promise<void>;
}

let count = 0;

/** Starts a node, with what `env` says of it (tests/servers/rqlite.sh). The reason, when there is none. */
export async function startNode(
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Node | string> {
  const home = Deno.env.get("SERVERS_HOME") ?? join(Deno.env.get("HOME") ?? "", ".cache", "test-servers");
  const nodes = Number(env["RQLITE_NODES"] ?? 1);
  const isSpread = env["RQLITE_SPREAD"] !== undefined;
  const port = freePorts(nodes);
  const instance = String(count++);
  const own = {
    SERVERS_HOME: folder,
    SERVERS_TOOLS: Deno.env.get("SERVERS_TOOLS") ?? join(home, "_tools"),
    RQLITE_INSTANCE: instance,
    RQLITE_PORT: String(port),
    ...env,
  };
  const held = await holdServer("rqlite", own);
  if (typeof held === "string") return held;
  const ports = Array.from({ length: nodes }, (_, index) => isSpread ? port : port + 10 * index);
  return {
    url: held.url,
    ports,
    urls: ports.map((each, index) => `http://127.0.0.${isSpread ? index + 1 : 1}:${each}`),
    async urlOf(kind) {
      const { stdout } = await new Deno.Command("bash", {
        args: [serverScript("rqlite"), "url", kind],
        env: own,
      })
        .output();
      return new TextDecoder().decode(stdout).trim();
    },
    kill(index, signal) {
      const file = join(folder, `rqlite-${instance}`, index === 0 ? "pid" : `pid-${index + 1}`);
      const [pid] = readFileSync(file, "utf8").split(" ");
      Deno.kill(Number(pid), signal ?? "SIGKILL");
    },
    release: held.release,
  };
}

/** A port; nobody listens on it, nor on any that the nodes beside take. */
function freePorts(nodes: number): number {
  for (;;) {
    const listeners = [Deno.listen({ hostname: "127.0.0.1", port: 0 })];
    const port = listeners[0]?.addr.port ?? 0;
    try {
      for (let index = 0; index < nodes; index++) {
        for (const each of [port + 10 * index, port + 10 * index + 1]) {
          if (each !== port) listeners.push(Deno.listen({ hostname: "127.0.0.1", port: each }));
        }
      }
      return port;
    } catch { // one is taken: another try
    } finally {
      for (const listener of listeners) listener.close();
    }
  }
}
