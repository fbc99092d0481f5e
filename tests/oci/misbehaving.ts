// A registry that has one plugin and does to it what the tests want: everything that happens between here and there.
import {
  EMPTY,
  INDEX_TYPE,
  indexOf,
  LAYER_TYPE,
  MANIFEST_TYPE,
  manifestOf,
} from "../../core/oci/artifact.ts";
import { digestOf } from "../../core/oci/registry.ts";

/** What a request gets instead of the honest answer; undefined: that one. */
export type Mischief = (request: Request, url: URL) => Response | Promise<Response> | undefined;

/** A registry on this machine. */
export interface TestRegistry extends AsyncDisposable {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** What was asked, with the Authorization header that came along. */
  readonly asked: readonly {
    readonly method: string;
    readonly path: string;
    readonly authorization: string | null;
  }[];
}

/** The one file that is there. */
export const FILE: Uint8Array<ArrayBuffer> = new TextEncoder().encode("x".repeat(200_000));

/** Starts it. */
export function serveOne(mischief: Mischief = () => undefined): TestRegistry {
  const asked: { method: string; path: string; authorization: string | null }[] = [];
  const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const part = {
    form: "portable",
    fileName: "schemahero-x.js",
    digest: digestOf(FILE),
    sizeBytes: FILE.length,
  } as const;
  const manifest = encode(manifestOf(part, "1.0.0", digestOf(EMPTY), ["x"]));
  const index = encode(indexOf([{ digest: digestOf(manifest), size: manifest.length }], "1.0.0", ["x"]));
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const url = new URL(request.url);
    asked.push({
      method: request.method,
      path: url.pathname,
      authorization: request.headers.get("authorization"),
    });
    const answer = await mischief(request, url);
    if (answer) return answer;
    const typed = (body: Uint8Array<ArrayBuffer>, type: string) =>
      new Response(body, { headers: { "content-type": type } });
    if (url.pathname.endsWith("/manifests/1")) return typed(index, INDEX_TYPE);
    if (url.pathname.endsWith(`/manifests/${digestOf(index)}`)) return typed(index, INDEX_TYPE);
    if (url.pathname.endsWith(`/manifests/${digestOf(manifest)}`)) return typed(manifest, MANIFEST_TYPE);
    if (url.pathname.endsWith(`/blobs/${part.digest}`)) return blob(request);
    return new Response("{}", { status: 404 });
  });
  return {
    host: `127.0.0.1:${server.addr.port}`,
    asked,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** The file, or what a range wants of it. */
export function blob(request: Request): Response {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.get("range") ?? "")?.[1] ?? 0);
  const headers = { "content-type": LAYER_TYPE.portable };
  if (from === 0) return new Response(FILE, { headers });
  const range = { "content-range": `bytes ${from}-${FILE.length - 1}/${FILE.length}` };
  return new Response(FILE.subarray(from), { status: 206, headers: { ...headers, ...range } });
}

/** A body that ends in the middle with the connection. */
export function broken(from: number, bytes: number): Response {
  let isSent = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!isSent) {
        isSent = true;
        return controller.enqueue(FILE.subarray(from, from + bytes));
      }
      // Else Deno 2.6 ends the connection before the head of the answer has left.
      await new Promise((resolve) => setTimeout(resolve, 20));
      controller.error("broken off on purpose");
    },
  });
  const range = { "content-range": `bytes ${from}-${FILE.length - 1}/${FILE.length}` };
  return new Response(body, { status: from === 0 ? 200 : 206, headers: from === 0 ? {} : range });
}
