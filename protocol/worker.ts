// What runs in the launcher's Worker: a Server for one plugin, fed by messages from the launcher.
// Import order matters: disarm.ts must be evaluated before any engine; a plugin's worker.ts imports this file first.
import "./disarm.ts";
import type { Channel } from "./channel.ts";
import { DEFAULT_LIMITS, type Limits } from "./messages.ts";
import type { Identity } from "./handshake.ts";
import type { DatabasePlugin } from "./plugin.ts";
import { Server } from "./serve.ts";

/** What the launcher tells the Worker; payloads travel as bare bytes. */
export type ToWorker = Uint8Array<ArrayBuffer> | { readonly type: "limits"; readonly limits: Limits } | {
  readonly type: "abandon";
};

/** What the Worker tells the launcher; payloads travel as bare bytes. */
export type FromWorker =
  | Uint8Array<ArrayBuffer>
  | { readonly type: "ready"; readonly identity: Identity }
  | { readonly type: "finished" }
  | { readonly type: "broken"; readonly message: string };

interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
}

/** Serves a plugin from within the launcher's Worker. The last thing a plugin's worker.ts does. */
export function serveWorker(plugin: DatabasePlugin): void {
  const scope = globalThis as unknown as WorkerScope; // the Worker's own global, which the window types hide
  const post = scope.postMessage.bind(scope);
  let limits: Limits = DEFAULT_LIMITS;
  const channel: Channel = {
    get limits() {
      return limits;
    },
    send: (payload) => post(payload, [payload.buffer]),
  };
  const server = new Server(plugin, channel);
  const broken = (error: unknown) =>
    post({ type: "broken", message: error instanceof Error ? error.message : String(error) });
  scope.onmessage = ({ data }) => {
    if (data instanceof Uint8Array) {
      server.receive(data).then((end) => {
        if (end === "shutdown") post({ type: "finished" });
      }, broken);
    } else if (data.type === "limits") limits = data.limits;
    else server.abandon().then(() => post({ type: "finished" }), broken);
  };
  const identity: Identity = {
    plugin: { name: plugin.name, version: plugin.version },
    engines: plugin.engines,
    capabilities: plugin.capabilities,
  };
  post({ type: "ready", identity });
}
