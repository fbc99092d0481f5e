// The hostile plugin as a program with no launcher: it speaks the protocol in its main thread, where every permission
// that was baked into it is at hand. `by-hand LINES` performs an act without a core.
import { FrameReader, FrameWriter } from "../../../protocol/frame.ts";
import { commonLimits, makeProof, makeWelcome, readHello } from "../../../protocol/handshake.ts";
import { DEFAULT_LIMITS, HANDSHAKE_FRAME_BYTES } from "../../../protocol/messages.ts";
import { Server } from "../../../protocol/serve.ts";
import { perform } from "./acts.ts";
import plugin from "./plugin.ts";

if (Deno.args[0] === "by-hand") {
  await Deno.stdout.write(new TextEncoder().encode(await perform(Deno.args[1] ?? "")));
  Deno.exit(0);
}
if (Deno.args[0] !== "shp") Deno.exit(64);
const reader = new FrameReader(Deno.stdin.readable, HANDSHAKE_FRAME_BYTES, Infinity);
const writer = new FrameWriter(Deno.stdout.writable, HANDSHAKE_FRAME_BYTES);
const helloPayload = await reader.next();
if (!helloPayload) Deno.exit(0);
const hello = readHello(helloPayload);
const { name, version, engines, capabilities } = plugin;
const welcome = makeWelcome(hello, { plugin: { name, version }, engines, capabilities });
await writer.write(welcome);
await writer.write(await makeProof(hello.secret, helloPayload, welcome));
const limits = commonLimits(hello.limits, DEFAULT_LIMITS);
reader.maxFrameBytes = writer.maxFrameBytes = limits.maxFrameBytes;
const server = new Server(plugin, { limits, send: (payload) => writer.write(payload) });
for (let payload = await reader.next(); payload; payload = await reader.next()) {
  server.receive(payload).then((end) => end === "shutdown" && Deno.exit(0));
}
Deno.exit(0);
