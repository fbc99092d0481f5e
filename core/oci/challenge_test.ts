import { strict as assert } from "node:assert";
import { parseChallenges } from "./challenge.ts";

const read = (header: string) =>
  parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

Deno.test("parseChallenges() reads several ways of logging in, with commas and quotes in values", () => {
  const header =
    'Bearer realm="https://a.example/t?x=1,2",service="s \\"q\\"", scope="r:a:pull" , BASIC realm=r';
  assert.deepEqual(read(header), [
    ["bearer", { realm: "https://a.example/t?x=1,2", service: 's "q"', scope: "r:a:pull" }],
    ["basic", { realm: "r" }],
  ]);
});

Deno.test("parseChallenges() takes what it can of a header that breaks off", () => {
  assert.deepEqual(read('Bearer realm="https://a.example'), [["bearer", {}]]);
  assert.deepEqual(read(""), []);
  assert.deepEqual(read("=,;"), []);
});
