// Round trips and streams between a Client and a real plugin process, beside the same bytes through a bare pipe to
// another process and back. The toy plugin runs from source, as in the tests.
import { encode } from "../../protocol/codec.ts";
import { frame, FrameReader } from "../../protocol/frame.ts";
import type { PlanInput } from "../../protocol/plan.ts";
import { type StartedPlugin, startPlugin } from "../protocol/start_plugin.ts";
import { median } from "./measure.ts";
import { printTable } from "./print.ts";

const PINGS = 3000;
const ITEMS = 300_000;
const ROWS = 400_000;
const ROWS_AN_ITEM = 200;
const COLUMNS = ["id", "name", "composer", "milliseconds", "price"];

/** A process that sends back what it is sent. */
interface Echo {
  /** Sends payloads and waits until the same number has come back; milliseconds. */
  trip(payload: Uint8Array<ArrayBuffer>, count: number): Promise<number>;
  end(): Promise<void>;
}

function startEcho(): Echo {
  const child = new Deno.Command("cat", { stdin: "piped", stdout: "piped" }).spawn();
  const writer = child.stdin.getWriter();
  const reader = new FrameReader(child.stdout, 1 << 30);
  return {
    async trip(payload, count) {
      const bytes = frame(payload);
      const began = performance.now();
      const writing = (async () => {
        for (let sent = 0; sent < count; sent++) await writer.write(bytes);
      })();
      for (let received = 0; received < count; received++) await reader.next();
      await writing;
      return performance.now() - began;
    },
    async end() {
      await writer.close();
      await child.status;
      await reader.next();
    },
  };
}

async function pingTimes(plugin: StartedPlugin): Promise<number[]> {
  const times: number[] = [];
  for (let count = 0; count < PINGS; count++) {
    const began = performance.now();
    await plugin.client.request("ping", {});
    times.push(performance.now() - began);
  }
  return times.slice(PINGS / 10).sort((a, b) => a - b);
}

async function echoTimes(echo: Echo): Promise<number[]> {
  const ping = encode({ type: "request", id: 1000, method: "ping", params: {} });
  const times: number[] = [];
  for (let count = 0; count < PINGS; count++) times.push(await echo.trip(ping, 1));
  return times.slice(PINGS / 10).sort((a, b) => a - b);
}

/** Items from the plugin: milliseconds. */
async function outputTime(plugin: StartedPlugin): Promise<number> {
  let count = 0;
  const began = performance.now();
  await plugin.client.request("split", {}, {
    input: one({ text: `repeat ${ITEMS}` }),
    onItem: () => void count++,
  });
  if (count !== ITEMS) throw new Error(`${count} items came`);
  return performance.now() - began;
}

async function* one<T>(item: T): AsyncGenerator<T> {
  yield await Promise.resolve(item);
}

function rowItem(index: number): PlanInput {
  const rows = Array.from({ length: ROWS_AN_ITEM }, (_, row) => [
    index * ROWS_AN_ITEM + row,
    `Track number ${row}`,
    row % 3 === 0 ? null : "Angus Young, Malcolm Young",
    200_000 + row,
    0.99,
  ]);
  return { type: "rows", rows: { index: 0, columns: COLUMNS, rows, last: false } };
}

/** Seed rows to the plugin: milliseconds. */
async function inputTime(plugin: StartedPlugin): Promise<number> {
  const began = performance.now();
  await plugin.client.request("plan", { seedData: true }, { input: seedRows() });
  return performance.now() - began;
}

async function* seedRows(): AsyncGenerator<PlanInput> {
  for (let index = 0; index < ROWS / ROWS_AN_ITEM; index++) yield rowItem(index);
}

function rate(count: number, ms: number): string {
  return `${Math.round(count / ms).toLocaleString("en")} k/s`;
}

const plugin = await startPlugin();
const resolved = { endpoints: [], files: {}, pem: {} };
await plugin.client.request("connect", { engine: "toy", options: {}, resolved, lockTimeoutMs: 0 });
const echo = startEcho();

const pings = await pingTimes(plugin);
const echoes = await echoTimes(echo);
const itemBytes = encode({
  sql: "insert into track (id, name, price) values (1, 'For Those About To Rock', 0.99)",
  line: 1e5,
});
const rowBytes = encode(rowItem(5)).length / ROWS_AN_ITEM;
const outputs: number[] = [];
const inputs: number[] = [];
const outputEchoes: number[] = [];
const inputEchoes: number[] = [];
for (let round = 0; round < 4; round++) {
  outputs.push(await outputTime(plugin));
  inputs.push(await inputTime(plugin));
  const block = new Uint8Array(128 * 1024);
  outputEchoes.push(await echo.trip(block, Math.ceil(ITEMS * itemBytes.length / block.length)));
  inputEchoes.push(await echo.trip(block, Math.ceil(ROWS * rowBytes / block.length)));
}
await plugin.client.request("shutdown", {});
await plugin.end();
await echo.end();

const best = (times: readonly number[]) => Math.min(...times);
const micro = (ms: number) => `${(ms * 1000).toFixed(0)} us`;
const ratio = (ms: number, reference: number) => (ms / reference).toFixed(1);
printTable([
  ["", "protocol", "bare pipe", "ratio"],
  ["round trip, p50", micro(median(pings)), micro(median(echoes)), ratio(median(pings), median(echoes))],
  [
    "round trip, p99",
    micro(pings[Math.floor(pings.length * 0.99)] ?? NaN),
    micro(echoes[Math.floor(echoes.length * 0.99)] ?? NaN),
    "",
  ],
  [
    `items from the plugin (${itemBytes.length} B)`,
    rate(ITEMS, best(outputs)),
    rate(ITEMS, best(outputEchoes)),
    ratio(best(outputs), best(outputEchoes)),
  ],
  [
    `seed rows to the plugin (${rowBytes.toFixed(0)} B, 5 cells)`,
    rate(ROWS, best(inputs)),
    rate(ROWS, best(inputEchoes)),
    ratio(best(inputs), best(inputEchoes)),
  ],
]);
