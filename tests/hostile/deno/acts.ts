// The acts of a hostile plugin in JavaScript, by the names that attempts.ts uses; the same as those of the native one
// wherever JavaScript has a way. What an act has stolen is in its answer; what it did shows outside.
import process from "node:process";
import { encode } from "../../../protocol/codec.ts";
import { frame } from "../../../protocol/frame.ts";

/** The arguments of an act. */
export type Args = Readonly<Record<string, string>>;

type Act = (args: Args) => Promise<string> | string;

/** Does what the lines of a URI say: an act, then key=value. Never throws. */
export async function perform(uri: string): Promise<string> {
  const [name = "", ...lines] = uri.split("\n");
  const args = Object.fromEntries(lines.map((line) => {
    const at = line.indexOf("=");
    return [line.slice(0, at), line.slice(at + 1)];
  }));
  const act = { ...FILES, ...NETWORK, ...PROCESSES, ...RESOURCES, ...MODULES }[name];
  if (!act) return `unknown act ${name}`;
  try {
    return `done ${await act(args)}`;
  } catch (error) {
    return `refused: ${told(error)}`;
  }
}

/** The name of an error of the system, or the class of another; never its text, which names paths. */
function told(error: unknown): string {
  if (!(error instanceof Error)) return "?";
  const [, number] = /os error (\d+)/.exec(error.message) ?? [];
  const names: Record<string, string> = { 1: "EPERM", 2: "ENOENT", 13: "EACCES", 24: "EMFILE", 38: "ENOSYS" };
  return (number && names[number]) ?? Reflect.get(error, "code") ?? error.name;
}

const FILES: Record<string, Act> = {
  read: async ({ path = "", last }) => {
    const bytes = await Deno.readFile(path);
    return new TextDecoder().decode(last ? bytes.slice(-Number(last)) : bytes.slice(0, 4000));
  },
  list: async ({ path = "" }) => (await Array.fromAsync(Deno.readDir(path), ({ name }) => name)).join(" "),
  readlink: ({ path = "" }) => Deno.readLink(path),
  create: ({ path = "", text = "" }) => quiet(Deno.writeTextFile(path, text, { createNew: true })),
  overwrite: ({ path = "", text = "" }) => quiet(Deno.writeTextFile(path, text, { create: false })),
  append: ({ path = "", text = "" }) =>
    quiet(Deno.writeTextFile(path, text, { append: true, create: false })),
  truncate: ({ path = "" }) => quiet(Deno.truncate(path, 0)),
  chmod: ({ path = "" }) => quiet(Deno.chmod(path, 0o666)),
  fchmod: ({ path = "" }) => quiet(Deno.chmod(path, 0o777)),
  utime: ({ path = "" }) => quiet(Deno.utime(path, 1, 1)),
  rename: ({ path = "", to = "" }) => quiet(Deno.rename(path, to)),
  unlink: ({ path = "" }) => quiet(Deno.remove(path)),
  mkdir: ({ path = "" }) => quiet(Deno.mkdir(path)),
  link: ({ path = "", to = "" }) => quiet(Deno.link(path, to)),
  symlink: ({ path = "", to = "" }) => quiet(Deno.symlink(path, to)),
  fill: async ({ path = "", megabytes }) => {
    using file = await Deno.open(path, { write: true, create: true });
    const block = new Uint8Array(1 << 20).fill(120);
    for (let left = Number(megabytes); left > 0; left--) await file.write(block);
    return "";
  },
};

const NETWORK: Record<string, Act> = {
  tcp: async ({ host = "", port, text = "" }) => {
    using connection = await Deno.connect({ hostname: host, port: Number(port) });
    await connection.write(new TextEncoder().encode(text));
    return "";
  },
  // The one module that is not among those that a bundle may import.
  udp: async ({ host, port, text = "" }) => {
    const socket = process.getBuiltinModule("node:dgram").createSocket("udp4");
    await new Promise<void>((resolve, reject) => {
      socket.on("error", reject);
      socket.send(text, Number(port), host, (error: unknown) => error ? reject(error) : resolve());
    });
    socket.close();
    return "";
  },
  dns: async ({ host = "", port, text }) => {
    const nameServer = { ipAddr: host, port: Number(port) };
    const late = new Promise<string[]>((resolve) => setTimeout(() => resolve([]), 500));
    const asked = Deno.resolveDns(`${text}.example`, "A", { nameServer });
    await Promise.race([
      late,
      asked.catch((error) => told(error) === "NotCapable" ? Promise.reject(error) : []),
    ]);
    return "";
  },
  unix: async ({ path = "", text = "" }) => {
    using connection = await Deno.connect({ transport: "unix", path });
    await connection.write(new TextEncoder().encode(text));
    return "";
  },
  listen: () => {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    kept.push(listener);
    return String(listener.addr.port);
  },
};

/** What must not be collected. */
const kept: unknown[] = [];

const PROCESSES: Record<string, Act> = {
  spawn: ({ marker = "" }) => start("/bin/sleep 5; :", marker),
  // A shell that leaves its session and its parent.
  flee: ({ marker = "" }) => start('/usr/bin/setsid -f /bin/sh -c "/bin/sleep 30; :" "$0"', marker),
  // Each stops itself, and stays.
  forks: ({ marker = "", count }) =>
    start(
      `n=0; while [ $n -lt ${count} ]; do /bin/sh -c 'kill -STOP $$' "$0" & n=$((n+1)); done; wait`,
      marker,
    ),
  signal: ({ pid }) => {
    Deno.kill(Number(pid), "SIGUSR1");
    return "";
  },
};

/** Starts a shell that has a marker for a name, and gives it the time to do what it should. */
async function start(script: string, marker: string): Promise<string> {
  const stdio = { stdin: "null", stdout: "null", stderr: "null" } as const;
  const child = new Deno.Command("/bin/sh", { args: ["-c", script, marker], ...stdio }).spawn();
  child.unref();
  return await pause(0.5);
}

const RESOURCES: Record<string, Act> = {
  memory: ({ megabytes }) => {
    const blocks: Uint8Array[] = [];
    for (let left = Number(megabytes); left > 0; left -= 16) blocks.push(new Uint8Array(16 << 20).fill(1));
    kept.push(blocks);
    return "";
  },
  burn: ({ seconds }) => {
    const end = Number(seconds) * 1e6;
    for (let used = 0; used < end;) {
      const { user, system } = process.cpuUsage();
      used = user + system;
    }
    return "";
  },
  "open-files": ({ count }) => {
    for (let left = Number(count); left > 0; left--) kept.push(Deno.openSync("/dev/null"));
    return "";
  },
  output: async ({ megabytes }) => {
    for (let left = Number(megabytes) * 128; left > 0; left--) {
      await send(encode({ type: "log", level: "info", message: LOG_TEXT }));
      if (left % 64 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return "";
  },
  lie: async () => {
    await writeAll(Uint8Array.from([0x7f, 255, 255, 255, ...new TextEncoder().encode("nothing like it")]));
    return await pause(5);
  },
  "answer-unasked": async () => {
    await send(encode({ type: "response", id: 99, result: {} }));
    return await pause(5);
  },
};

const LOG_TEXT = "x".repeat(8192);

/** Sends a payload to the core past the code that should: on stdout, or from a Worker through its launcher. */
async function send(payload: Uint8Array): Promise<void> {
  if (Deno.stdout) return await writeAll(frame(payload));
  Reflect.get(globalThis, "postMessage").call(globalThis, payload);
}

async function writeAll(bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await Deno.stdout.write(bytes.subarray(at));
}

/** The word, so that nobody who looks at the text finds it. */
const IMPORT = ["imp", "ort"].join("");

/** Ways to load a module, and with it a file that may not be read. */
const MODULES: Record<string, Act> = {
  // A function made of text: no look at the bundle finds what it says.
  "function-import": async ({ url }) => {
    const load = new Function("url", `return ${IMPORT}(url, { with: { type: "json" } })`);
    return (await load(url)).default.text;
  },
  "nested-worker": ({ url }) => {
    const code = `${IMPORT} secret from "${url}" with { type: "json" }; postMessage(secret.text);`;
    const worker = new Worker(`data:text/javascript,${encodeURIComponent(code)}`, { type: "module" });
    kept.push(worker);
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(String(data));
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message));
      };
    });
  },
  "builtin-worker": ({ url }) => {
    const { Worker: NodeWorker } = process.getBuiltinModule("node:worker_threads");
    const code = `${IMPORT}("${url}", { with: { type: "json" } }).then((found) =>
      require("node:worker_threads").parentPort.postMessage(found.default.text))`;
    const worker = new NodeWorker(code, { eval: true });
    return new Promise((resolve, reject) => worker.on("message", resolve).on("error", reject));
  },
  "builtin-require": ({ path = "" }) => {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire("file:///")(path).text;
  },
};

/** Resolves when an act has nothing to say. */
async function quiet(work: Promise<unknown>): Promise<string> {
  await work;
  return "";
}

function pause(seconds: number): Promise<string> {
  return new Promise((resolve) => setTimeout(() => resolve(""), seconds * 1000));
}
