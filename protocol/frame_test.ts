// Frames over streams of bytes that are cut anywhere, lie, stop or end.
import assert from "node:assert/strict";
import { ProtocolError } from "./errors.ts";
import { frame, FrameReader, FrameWriter } from "./frame.ts";

function streamOf(...chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return ReadableStream.from(chunks);
}

async function readAll(reader: FrameReader): Promise<Uint8Array[]> {
  const payloads: Uint8Array[] = [];
  for (let payload = await reader.next(); payload; payload = await reader.next()) payloads.push(payload);
  return payloads;
}

function isFrameError(error: unknown): boolean {
  return error instanceof ProtocolError && error.code === "protocol.frame";
}

Deno.test("frame() puts four bytes of big-endian length before the payload", () => {
  assert.deepEqual(frame(new Uint8Array([7, 8])), new Uint8Array([0, 0, 0, 2, 7, 8]));
});

Deno.test("FrameReader gives the same payloads for every cut in two", async () => {
  const payloads = [new Uint8Array([1]), new Uint8Array([2, 3, 4]), new Uint8Array(300).fill(5)];
  const bytes = new Uint8Array(payloads.flatMap((payload) => [...frame(payload)]));
  for (let cut = 0; cut <= bytes.length; cut++) {
    const reader = new FrameReader(streamOf(bytes.subarray(0, cut), bytes.subarray(cut)), 1000);
    assert.deepEqual(await readAll(reader), payloads);
  }
});

Deno.test("FrameReader refuses an empty frame, a length beyond the limit and an end inside a frame", async () => {
  for (
    const bytes of [
      [0, 0, 0, 0],
      [0, 0, 0, 11, ...Array(11).fill(1)],
      [0x80, 0, 0, 0],
      [0xff, 0xff, 0xff, 0xff],
      [0],
      [0, 0, 0, 2],
      [0, 0, 0, 2, 1],
    ]
  ) {
    const reader = new FrameReader(streamOf(new Uint8Array(bytes)), 10);
    await assert.rejects(() => reader.next(), isFrameError, bytes.join());
  }
});

Deno.test("FrameReader takes a frame as long as its limit, which may change between two frames", async () => {
  const ten = frame(new Uint8Array(10).fill(1));
  const reader = new FrameReader(streamOf(ten, ten, ten), 10);
  assert.equal((await reader.next())?.length, 10);
  reader.maxFrameBytes = 20;
  assert.equal((await reader.next())?.length, 10);
  reader.maxFrameBytes = 9;
  await assert.rejects(() => reader.next(), isFrameError);
});

Deno.test("FrameReader gives up on a frame that pauses, but not on silence between frames", async () => {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const reader = new FrameReader(readable, 100, 40);
  const first = reader.next();
  await new Promise((resolve) => setTimeout(resolve, 80));
  writer.write(frame(new Uint8Array([1])));
  assert.deepEqual(await first, new Uint8Array([1]));
  const second = reader.next();
  writer.write(new Uint8Array([0, 0, 0, 9, 1]));
  await assert.rejects(() => second, isFrameError);
  await reader.cancel();
});

Deno.test("FrameReader ends when cancelled while it waits", async () => {
  const reader = new FrameReader(new ReadableStream(), 100);
  const next = reader.next();
  await reader.cancel();
  assert.equal(await next, undefined);
});

Deno.test("FrameReader hands on the error of a stream that breaks", async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.error(new Error("the pipe broke"));
    },
  });
  await assert.rejects(() => new FrameReader(broken, 100).next(), /the pipe broke/);
});

Deno.test("FrameWriter writes whole frames in order and refuses one beyond its limit", async () => {
  const chunks: number[][] = [];
  const sink = new WritableStream<Uint8Array>({
    async write(chunk) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      chunks.push([...chunk]);
    },
  });
  const writer = new FrameWriter(sink, 2);
  await assert.rejects(() => writer.write(new Uint8Array(3)), isFrameError);
  await Promise.all([1, 2, 3].map((byte) => writer.write(new Uint8Array([byte]))));
  await writer.close();
  assert.deepEqual(chunks, [[0, 0, 0, 1, 1], [0, 0, 0, 1, 2], [0, 0, 0, 1, 3]]);
});
