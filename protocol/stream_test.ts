// Streams: credit, batches, items of every size, and both ends giving up.
import assert from "node:assert/strict";
import type { Channel } from "./channel.ts";
import { decode } from "./codec.ts";
import { PluginError, ProtocolError } from "./errors.ts";
import { DEFAULT_LIMITS } from "./messages.ts";
import { InboundStream, OutboundStream } from "./stream.ts";

interface Sent {
  readonly id: number;
  readonly items: readonly unknown[];
}

function recording(
  limits: Partial<Channel["limits"]> = {},
): { channel: Channel; sent: Sent[]; sizes: number[] } {
  const sent: Sent[] = [];
  const sizes: number[] = [];
  const channel: Channel = {
    limits: { ...DEFAULT_LIMITS, ...limits },
    send: (payload) => {
      sizes.push(payload.length);
      sent.push(decode(payload) as Sent);
    },
  };
  return { channel, sent, sizes };
}

function pause(ms = 10): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

Deno.test("OutboundStream sends a lone item without being flushed", async () => {
  const { channel, sent } = recording();
  await new OutboundStream(channel, 3).send("a");
  await pause();
  assert.deepEqual(sent, [{ type: "items", id: 3, items: ["a"] }]);
});

Deno.test("OutboundStream gathers items into frames and keeps their order", async () => {
  const { channel, sent } = recording({ streamWindow: 1024 });
  const stream = new OutboundStream<number>(channel, 1);
  for (let index = 0; index < 5000; index++) await stream.send(index);
  await stream.flush();
  assert.deepEqual(sent.flatMap(({ items }) => items), Array.from({ length: 5000 }, (_, index) => index));
  assert.ok(sent.length < 50, `${sent.length} frames`);
  assert.ok(sent.every(({ items }) => items.length <= 1000));
});

Deno.test("OutboundStream never sends more frames than it has credit for", async () => {
  const { channel, sent } = recording({ streamWindow: 2 });
  const stream = new OutboundStream<string>(channel, 1);
  let accepted = 0;
  const sending = (async () => {
    for (; accepted < 40; accepted++) await stream.send("x".repeat(50_000));
    await stream.flush();
  })();
  await pause(50);
  assert.equal(sent.length, 2);
  const before = accepted;
  await pause(50);
  assert.equal(accepted, before, "the sender waits");
  assert.ok(before < 12, `${before} items taken without credit`);
  stream.addCredit(1);
  await pause(50);
  assert.equal(sent.length, 3);
  while (accepted < 40 || sent.flatMap(({ items }) => items).length < 40) {
    stream.addCredit(1);
    await pause(1);
  }
  await sending;
});

Deno.test("OutboundStream holds a slow sender back, too, when it has no credit", async () => {
  const { channel, sent } = recording({ streamWindow: 1 });
  const stream = new OutboundStream<number>(channel, 1);
  let accepted = 0;
  const sending = (async () => {
    for (; accepted < 3000; accepted++) {
      await stream.send(accepted);
      if (accepted % 10 === 0) await pause(0); // each item could leave in a frame of its own
    }
  })();
  await pause(200);
  assert.equal(sent.length, 1);
  while (accepted < 1000) await pause(5);
  await pause(50);
  assert.ok(accepted <= 1100, `${accepted} items were taken`);
  stream.fail(new Error("enough"));
  await assert.rejects(() => sending, /enough/);
});

Deno.test("OutboundStream cuts frames so that none is beyond the limit", async () => {
  const { channel, sent, sizes } = recording({ maxFrameBytes: 65_536, streamWindow: 1024 });
  const stream = new OutboundStream<string>(channel, 1);
  const items = Array.from({ length: 40 }, (_, index) => `${index}`.padEnd((index % 7) * 10_000, "."));
  for (const item of items) await stream.send(item);
  await stream.flush();
  assert.deepEqual(sent.flatMap((frame) => frame.items), items);
  assert.ok(Math.max(...sizes) <= 65_536);
});

Deno.test("OutboundStream refuses an item that no frame can hold, at that item, and goes on", async () => {
  const { channel, sent } = recording({ maxFrameBytes: 65_536 });
  const stream = new OutboundStream<unknown>(channel, 1);
  await stream.send("before");
  await assert.rejects(
    () => stream.send("x".repeat(65_530)),
    (error) => error instanceof PluginError && error.code === "protocol.limit",
  );
  await assert.rejects(() => stream.send(() => 1), ProtocolError);
  await stream.send("after");
  await stream.flush();
  assert.deepEqual(sent.flatMap(({ items }) => items), ["before", "after"]);
});

Deno.test("OutboundStream refuses more credit than frames were sent", () => {
  const stream = new OutboundStream(recording().channel, 1);
  assert.throws(() => stream.addCredit(1), ProtocolError);
});

Deno.test("OutboundStream fails its sender when the channel fails", async () => {
  const channel: Channel = { limits: DEFAULT_LIMITS, send: () => Promise.reject(new Error("broken pipe")) };
  const stream = new OutboundStream(channel, 1);
  await stream.send(1);
  await pause();
  await assert.rejects(() => stream.send(2), /broken pipe/);
  await assert.rejects(() => stream.flush(), /broken pipe/);
});

Deno.test("OutboundStream.fail() wakes a sender that waits for credit", async () => {
  const { channel } = recording({ streamWindow: 1 });
  const stream = new OutboundStream<number>(channel, 1);
  await stream.send(1);
  await stream.flush();
  await stream.send(2);
  const waiting = stream.flush();
  stream.fail(new Error("cancelled"));
  await assert.rejects(() => waiting, /cancelled/);
});

Deno.test("InboundStream gives credit for a frame only once it was read", async () => {
  let credit = 0;
  const stream = new InboundStream<number>(2, (frames) => credit += frames);
  stream.push([1, 2]);
  stream.push([3]);
  assert.throws(
    () => stream.push([4]),
    (error) => error instanceof ProtocolError && error.code === "protocol.limit",
  );
  const items = stream[Symbol.asyncIterator]();
  assert.equal((await items.next()).value, 1);
  assert.equal((await items.next()).value, 2);
  assert.equal(credit, 0);
  assert.equal((await items.next()).value, 3);
  assert.equal(credit, 1);
  assert.equal(stream.hasUnread, true);
  stream.end();
  assert.equal((await items.next()).done, true);
  assert.equal(stream.hasUnread, false);
});

Deno.test("InboundStream ends after what has come, with an error when it failed", async () => {
  const ended = new InboundStream<number>(2, () => {});
  ended.push([1]);
  ended.end();
  assert.deepEqual(await Array.fromAsync(ended), [1]);
  assert.throws(() => ended.push([2]), ProtocolError);
  const failed = new InboundStream<number>(2, () => {});
  const reading = Array.fromAsync(failed);
  failed.push([1]);
  failed.fail(new Error("stopped"));
  failed.push([2]); // was on its way already
  await assert.rejects(() => reading, /stopped/);
});
