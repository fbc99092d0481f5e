// The codec against an independent implementation, the one of the Python plugin: what one side writes the other reads
// as the same value, and both refuse the same bytes.
import assert from "node:assert/strict";
import { decode, encode } from "../../protocol/codec.ts";
import { ProtocolError } from "../../protocol/errors.ts";
import { frame, FrameReader } from "../../protocol/frame.ts";
import { toHex } from "./hex.ts";
import { pythonCommand } from "./python.ts";
import { fuzzSettings, Random } from "./random.ts";
import { ROOT } from "./start_plugin.ts";

const python = await pythonCommand();
const { seed, rounds } = fuzzSettings();

/** What Python makes of each payload: its own encoding of the value, or undefined when it refuses. */
async function throughPython(payloads: readonly Uint8Array[]): Promise<(Uint8Array | undefined)[]> {
  const [program = "", ...args] = python ?? [];
  const child = new Deno.Command(program, {
    args: [...args, `${ROOT}/tests/plugins/python/codec_echo`],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writing = ReadableStream.from(payloads.map(frame)).pipeTo(child.stdin);
  const reader = new FrameReader(child.stdout, 1 << 24);
  const replies: (Uint8Array | undefined)[] = [];
  for (let reply = await reader.next(); reply; reply = await reader.next()) {
    replies.push(reply[0] === 1 ? reply.subarray(1) : undefined);
  }
  await writing;
  assert.equal((await child.status).success, true);
  return replies;
}

Deno.test({
  name: "encode() and decode() agree with the codec in Python, for any value",
  ignore: !python,
  fn: async () => {
    const values = Array.from({ length: rounds }, (_, round) => new Random(seed + round).value());
    const replies = await throughPython(values.map(encode));
    assert.equal(replies.length, values.length);
    for (const [index, reply] of replies.entries()) {
      assert.deepEqual(reply && decode(reply), values[index], `seed ${seed + index}`);
    }
  },
});

Deno.test({
  name: "decode() refuses what the codec in Python refuses, and nothing else",
  ignore: !python,
  fn: async () => {
    const payloads = Array.from({ length: rounds * 2 }, (_, round) => {
      const random = new Random(seed + round);
      const mutated = random.mutate(encode(random.value(3)));
      return mutated.length > 0 ? mutated : new Uint8Array([0xc1]);
    });
    const replies = await throughPython(payloads);
    let refused = 0;
    for (const [index, payload] of payloads.entries()) {
      const reply = replies[index];
      if (reply) assert.deepEqual(decode(payload), decode(reply), toHex(payload));
      else {
        refused++;
        assert.throws(() => decode(payload), ProtocolError, toHex(payload));
      }
    }
    assert.ok(refused > rounds / 10 && refused < rounds * 1.9, `${refused} were refused`);
  },
});
