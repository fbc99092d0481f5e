// Stands between the plugin and a node, and may do what networks do: be slow, lose a request, lose an answer.

/** What becomes of a request. */
export type Fate = "pass" | "lose-request" | "lose-answer" | "no-answer";

/** Where it listens and leads to, when not on 127.0.0.1. */
export interface Whereabouts {
  /** Default: a port that is free. */
  readonly listens?: { readonly hostname: string; readonly port: number };
  /** The node's address. */
  readonly node?: string;
  /** Asks the node to refer to its leader, instead of passing on. */
  readonly refers?: boolean;
}

/** A port that leads to a node. Each connection carries one request, as the plugin makes them. */
export class GoBetween {
  readonly url: string;
  /** The paths that were asked for. */
  readonly asked: string[] = [];
  readonly #listener: Deno.TcpListener;
  readonly #port: number;
  readonly #decide: (path: string) => Promise<Fate> | Fate;
  readonly #open = new Set<Deno.TcpConn>();

  readonly #whereabouts: Whereabouts;

  constructor(
    port: number,
    decide: (path: string) => Promise<Fate> | Fate,
    whereabouts: Whereabouts = {},
  ) {
    this.#port = port;
    this.#decide = decide;
    this.#whereabouts = whereabouts;
    this.#listener = Deno.listen(whereabouts.listens ?? { hostname: "127.0.0.1", port: 0 });
    const { hostname, port: ownPort } = this.#listener.addr;
    this.url = `http://${hostname}:${ownPort}`;
    this.#serve();
  }

  close(): void {
    this.#listener.close();
    for (const connection of this.#open) connection.close();
  }

  async #serve(): Promise<void> {
    for await (const connection of this.#listener) {
      this.#open.add(connection);
      this.#carry(connection).catch(() => {}).finally(() => {
        if (this.#open.delete(connection)) connection.close();
      }).catch(() => {}); // whoever asked has gone, and the connection with them
    }
  }

  async #carry(client: Deno.TcpConn): Promise<void> {
    const request = await readRequest(client);
    const path = /^\S+ (\S+)/.exec(request)?.[1] ?? "";
    this.asked.push(path);
    const fate = await this.#decide(path);
    if (fate === "lose-request") return;
    if (fate === "no-answer") return await new Promise(() => {});
    const { node: hostname = "127.0.0.1", refers } = this.#whereabouts;
    using node = await Deno.connect({ hostname, port: this.#port });
    await node.write(latin1(refers ? request.replace(path, `${path}&redirect`) : request));
    const answer = await new Response(node.readable).bytes();
    if (fate === "pass") await new Blob([answer]).stream().pipeTo(client.writable);
    this.#open.delete(client);
    if (fate !== "pass") client.close();
  }
}

/** A request as text of one character for each byte. */
async function readRequest(client: Deno.TcpConn): Promise<string> {
  let text = "";
  const buffer = new Uint8Array(65536);
  for (;;) {
    const count = await client.read(buffer);
    if (count === null) return text;
    for (const byte of buffer.subarray(0, count)) text += String.fromCharCode(byte);
    const end = text.indexOf("\r\n\r\n");
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? 0);
    if (end >= 0 && text.length >= end + 4 + length) return text;
  }
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
