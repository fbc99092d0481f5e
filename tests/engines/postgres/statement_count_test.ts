// A plan asks the server as often for 1000 tables as for 10. The witness stands between the plugin and the real server
// and reads the wire protocol: every Query message with the statements in it, every Parse message.
import assert from "node:assert/strict";
import { documentOf, nameOf } from "../../bench/scale.ts";
import { memorySource } from "../../../core/specs/memory_source.ts";
import { planOf } from "../road.ts";
import { inProcess } from "../session.ts";
import { POSTGRES } from "./engine.ts";

const DIALECT = { specKey: "postgres", types: ["integer", "text"] };

/** Passes bytes on in both directions and keeps the statements that the client sends. */
class Witness {
  readonly statements: string[] = [];
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #server: URL;
  readonly #under: Promise<unknown>[] = [];

  constructor(uri: string) {
    this.#server = new URL(uri);
    this.#under.push(this.#accept());
  }

  /** Where the server is reached through here, in plain text. */
  get uri(): string {
    const url = new URL(this.#server);
    url.hostname = "127.0.0.1";
    url.port = String(this.#listener.addr.port);
    url.searchParams.set("sslmode", "disable");
    return url.href;
  }

  async close(): Promise<void> {
    this.#listener.close();
    await Promise.allSettled(this.#under);
  }

  async #accept(): Promise<void> {
    for await (const client of this.#listener) {
      const server = await Deno.connect({
        hostname: this.#server.hostname,
        port: Number(this.#server.port || 5432),
      });
      this.#under.push(
        // Either end may go first; what was said until then is what counts.
        client.readable.pipeThrough(this.#reader()).pipeTo(server.writable).catch(() => {}),
        server.readable.pipeTo(client.writable).catch(() => {}),
      );
    }
  }

  /** Messages: a type, but for the first, and a length that counts itself. */
  #reader(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
    let rest = new Uint8Array();
    let isFirst = true;
    const read = (bytes: Uint8Array): void => {
      const all = new Uint8Array([...rest, ...bytes]);
      let at = 0;
      for (;;) {
        const head = isFirst ? 0 : 1;
        if (all.length - at < head + 4) break;
        const size = head + new DataView(all.buffer).getUint32(at + head);
        if (all.length - at < size) break;
        this.#take(isFirst ? "" : String.fromCharCode(all[at] ?? 0), all.subarray(at + head + 4, at + size));
        isFirst = false;
        at += size;
      }
      rest = all.slice(at);
    };
    return new TransformStream({
      transform: (chunk, controller) => {
        read(chunk);
        controller.enqueue(chunk);
      },
    });
  }

  #take(type: string, body: Uint8Array): void {
    if (type !== "Q" && type !== "P") return;
    // The plugin's own batches hold no semicolon within a literal: names are all that differs in them here.
    const text = new TextDecoder().decode(body).replaceAll("\0", "");
    this.statements.push(...text.split(";").map((each) => each.trim()).filter((each) => each !== ""));
  }
}

/** SQL for tables like the documents', made by the server itself. */
function tablesSql(count: number): string {
  return `do $$ begin for n in 0..${count - 1} loop
    execute format('create table %1$I (id integer primary key)', 'table_' || lpad(n::text, 4, '0'));
  end loop; end $$;`;
}

/** The statements of a plan of this many tables that are there and differ from their documents. */
async function asked(uri: string, count: number): Promise<readonly string[]> {
  const files = Array.from({ length: count }, (_, table) => ({
    name: `${nameOf(table)}.yaml`,
    text: documentOf(DIALECT, table, false),
  }));
  const witness = new Witness(uri);
  try {
    const plan = await planOf({
      engine: "postgres",
      open: inProcess(POSTGRES.plugin),
      uri: witness.uri,
      specPath: "specs",
      source: memorySource(Object.fromEntries(files.map(({ name, text }) => [`specs/${name}`, text]))),
    });
    assert.ok(plan.statements.length >= count, "each table differs");
    return [...witness.statements];
  } finally {
    await witness.close();
  }
}

Deno.test({
  name: "a plan of 1000 tables sends as many statements as one of 10",
  sanitizeResources: false, // the driver's socket ends when the server says so
  sanitizeOps: false,
  fn: async (t) => {
    const server = await POSTGRES.start();
    if (typeof server === "string") {
      await t.step({ name: `SKIPPED: ${server}`, ignore: true, fn: () => {} });
      return;
    }
    try {
      const database = await server.create("statements");
      await database.run(tablesSql(1000));
      const few = await asked(database.uri, 10);
      const many = await asked(database.uri, 1000);
      await database.drop();
      assert.ok(few.length > 10, `only ${few.length} statements were seen`);
      assert.equal(many.length, few.length);
    } finally {
      await server.close();
    }
  },
});
