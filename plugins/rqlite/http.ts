// One HTTP request on a connection of its own. Written here, not with fetch, for two reasons: the plugin may connect to
// addresses only while a certificate is for a name; and whoever repeats a write must know whether the first
// attempt can have reached the node, which is known exactly where the bytes are handed over.
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { RequestBody } from "./request_body.ts";
import type { Settings } from "./settings.ts";

/** The longest answer in bytes. */
export const MAX_ANSWER_BYTES = 256 * 1024 * 1024;

/** What a node answered. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** Where else it says to ask. */
  readonly location?: string;
}

/** A request that got no answer. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  /** False: not one byte of the request's body was handed over, so that the node cannot have acted on it. */
  readonly wasSent: boolean;

  constructor(message: string, wasSent: boolean) {
    super(message);
    this.wasSent = wasSent;
  }
}

/** What is asked of which node. */
export interface HttpRequest {
  readonly settings: Settings;
  readonly endpoint: Settings["endpoints"][number];
  readonly path: string;
  /** JSON, sent by POST; absent: GET. */
  readonly body?: RequestBody;
  /** How long a connection is waited for. */
  readonly connectTimeoutMs: number;
  /** How long the answer is waited for, from the beginning. */
  readonly timeoutMs: number;
  /** Asked when that time is over and the request was sent: true waits for as long again. */
  readonly waitsOn?: () => Promise<boolean>;
  readonly signal?: AbortSignal;
}

/** Sends a request and reads the answer. @throws {NoAnswer} */
export function ask(request: HttpRequest): Promise<Answer> {
  const { settings, endpoint, path, body, connectTimeoutMs, timeoutMs, waitsOn, signal } = request;
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  let wasSent = false;
  const pieces: Uint8Array[] = [];
  let length = 0;
  const socket = open(settings, endpoint, () => {
    // Deno 2.6 says that TLS stands before a byte of it was exchanged; that the head is gone says that it does. Of a
    // head alone no node makes a request.
    socket.write(head(settings, endpoint, path, body), (error) => {
      if (error) return; // told by its event
      wasSent = true;
      clearTimeout(connecting);
      for (const piece of body?.pieces ?? []) socket.write(piece);
    });
  });
  const fail = (message: string) => {
    socket.destroy();
    reject(new NoAnswer(message, wasSent));
  };
  const late = async () => {
    const timeIsOver = `no answer within ${timeoutMs / 1000} s`;
    if (!wasSent || !await waitsOn?.()) fail(timeIsOver);
    else if (!isDone) timer = setTimeout(late, timeoutMs);
  };
  let isDone = false;
  let timer = setTimeout(late, timeoutMs);
  const connecting = setTimeout(
    () => fail(`no connection within ${connectTimeoutMs / 1000} s`),
    connectTimeoutMs,
  );
  const cancel = () => fail("cancelled");
  signal?.addEventListener("abort", cancel);
  if (signal?.aborted) cancel();
  socket.on("data", (bytes: Uint8Array) => {
    pieces.push(bytes);
    length += bytes.length;
    if (length > MAX_ANSWER_BYTES) fail(`the answer is longer than ${MAX_ANSWER_BYTES} bytes`);
  });
  socket.on("error", ({ message }: Error) => {
    // What Deno 2.6 says of a write to a peer that it does not trust.
    const isUntrusted = settings.isTls && message === "write UNKNOWN";
    fail(isUntrusted ? "TLS failed: its certificate is not trusted, or not for this host" : message);
  });
  const finish = () => {
    const answer = parseAnswer(joined(pieces, length));
    if (answer) resolve(answer);
    else fail(length === 0 ? "the connection was closed" : "what came is not a whole answer of HTTP");
  };
  socket.on("end", finish);
  socket.on("close", finish);
  return promise.finally(() => {
    isDone = true;
    clearTimeout(timer);
    clearTimeout(connecting);
    signal?.removeEventListener("abort", cancel);
    socket.destroy();
  });
}

function open(settings: Settings, endpoint: HttpRequest["endpoint"], ready: () => void): Socket {
  const { host, address, port } = endpoint;
  if (!settings.isTls) return connectTcp({ host: address, port }, ready);
  const { ca, cert, key } = settings;
  return connectTls({
    host: address,
    port,
    // What the certificate must be for. An address is no server name; it is then what was connected to.
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  }, ready);
}

function head(
  { user, password }: Settings,
  { host, port }: HttpRequest["endpoint"],
  path: string,
  body: RequestBody | undefined,
): Uint8Array {
  const lines = [
    `${body ? "POST" : "GET"} ${path} HTTP/1.1`,
    `Host: ${host.includes(":") ? `[${host}]` : host}:${port}`,
    "User-Agent: schemahero",
    "Connection: close",
    ...(user === undefined ? [] : [`Authorization: Basic ${base64(`${user}:${password ?? ""}`)}`]),
    ...(body ? ["Content-Type: application/json", `Content-Length: ${body.length}`] : []),
  ];
  return new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`);
}

function base64(text: string): string {
  return new TextEncoder().encode(text).toBase64();
}

/** An answer out of all bytes of a connection that the node has closed; undefined when it is not whole. */
export function parseAnswer(bytes: Uint8Array): Answer | undefined {
  const headEnd = indexOfBlankLine(bytes);
  if (headEnd < 0) return undefined;
  const head = new TextDecoder().decode(bytes.subarray(0, headEnd));
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1];
  if (status === undefined) return undefined;
  const rest = bytes.subarray(headEnd + 4);
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  const body = /^transfer-encoding: *chunked/im.test(head)
    ? joinChunks(rest)
    : length === undefined || Number(length) === rest.length
    ? rest
    : undefined;
  const location = /^location: *(\S+)/im.exec(head)?.[1];
  return body && {
    status: Number(status),
    body: new TextDecoder().decode(body),
    ...(location !== undefined && { location }),
  };
}

function indexOfBlankLine(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(13); at >= 0; at = bytes.indexOf(13, at + 1)) {
    if (bytes[at + 1] === 10 && bytes[at + 2] === 13 && bytes[at + 3] === 10) return at;
  }
  return -1;
}

/** Undefined when the last chunk is missing: the node broke off. */
function joinChunks(bytes: Uint8Array): Uint8Array | undefined {
  const pieces: Uint8Array[] = [];
  for (let at = 0;;) {
    const lineEnd = bytes.indexOf(13, at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(new TextDecoder().decode(bytes.subarray(at, lineEnd)), 16);
    if (!(size >= 0)) return undefined;
    if (size === 0) return joined(pieces);
    const start = lineEnd + 2;
    if (start + size > bytes.length) return undefined;
    pieces.push(bytes.subarray(start, start + size));
    at = start + size + 2;
  }
}

function joined(
  pieces: readonly Uint8Array[],
  length: number = pieces.reduce((sum, piece) => sum + piece.length, 0),
): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
