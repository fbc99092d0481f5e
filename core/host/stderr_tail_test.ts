import { strict as assert } from "node:assert";
import { Secret } from "../secrets/mod.ts";
import { printable, STDERR_TAIL_BYTES, StderrTail } from "./stderr_tail.ts";

function streamOf(...texts: readonly string[]): ReadableStream<Uint8Array> {
  return ReadableStream.from(texts.map((text) => new TextEncoder().encode(text)));
}

async function tailOf(...texts: readonly string[]): Promise<string | undefined> {
  const tail = new StderrTail(streamOf(...texts));
  await tail.ended;
  return tail.text();
}

Deno.test("StderrTail keeps all of a short text", async () => {
  assert.equal(await tailOf("one\n", "two\n"), "one\ntwo");
  assert.equal(await tailOf(), undefined);
  assert.equal(await tailOf("\n \n"), undefined);
});

Deno.test("StderrTail keeps the end of a long text and says that it is cut", async () => {
  const line = `${"x".repeat(999)}\n`;
  const text = await tailOf(...Array(1000).fill(line), "the end\n") ?? "";
  assert(text.startsWith("[...]\n") && text.endsWith("\nthe end"));
  assert(text.length <= STDERR_TAIL_BYTES + 10, `${text.length}`);
  assert.equal(text.split("\n").length, 41);
});

Deno.test("StderrTail keeps no secret", async () => {
  new Secret("correct horse");
  assert.equal(await tailOf("login failed for me:correct horse\n"), "login failed for me:***");
});

Deno.test("printable() takes out what a terminal would obey", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["\u001b[2J\u001b[31mred\u001b[0m", "red"],
    ["\u001b]0;title\u0007x", "]0;titlex"],
    ["over\rwritten\u0008", "overwritten"],
    ["tab\tline\n", "tab\tline\n"],
    ["\u202etxt.exe", "txt.exe"],
    ["c1 \u009b31m", "c1 31m"],
    ["postgres://me:hidden@db/x", "postgres://me:***@db/x"],
  ];
  for (const [text, expected] of cases) assert.equal(printable(text), expected);
});
