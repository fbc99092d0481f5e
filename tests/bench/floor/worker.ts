/// <reference lib="deno.worker" />
// The least that an engine can do: nothing, or look into a database.
import { connect } from "node:net";

declare const self: DedicatedWorkerGlobalScope;

const tasks: Readonly<Record<string, (...args: string[]) => unknown>> = {
  nothing() {},
  async sqlite(path = "") {
    const { DatabaseSync } = await import("node:sqlite");
    new DatabaseSync(path).prepare("select * from sqlite_schema").all();
  },
  /** Connects, and sends statements all at once; by the server's rules the answers come one after another. */
  async postgres(uri = "", statements = "[]") {
    const { default: postgres } = await import("postgres");
    const { hostname: host, port } = new URL(uri);
    const socket = connect({ host, port: Number(port) });
    await new Promise((resolve) => socket.once("connect", () => resolve(undefined)));
    socket.setNoDelay(true); // two small messages in a row would wait 40 ms
    const options = { max: 1, prepare: false, "fetch_types": false, ssl: { rejectUnauthorized: false } };
    // Its types do not know `socket`.
    const sql = postgres(uri, { ...options, socket: () => socket } as unknown as typeof options);
    const texts: readonly string[] = ["select 1", ...JSON.parse(statements)];
    await Promise.all(texts.map((text) => sql.unsafe(text).simple().values()));
  },
};

self.onmessage = async ({ data: [task, ...args] }: MessageEvent<readonly string[]>) => {
  await tasks[task ?? ""]?.(...args);
  self.postMessage("done");
};
