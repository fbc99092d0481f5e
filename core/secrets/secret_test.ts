import assert from "node:assert/strict";
import { inspect } from "node:util";
import { MAX_KNOWN_SECRETS, redact, Secret } from "./secret.ts";

Deno.test("Secret gives its value to reveal() only", () => {
  const secret = new Secret("hunter2-value");
  const holder = { deep: [secret], map: new Map([["k", secret]]) };
  const error = new Error("failed", { cause: secret });
  const printed: readonly string[] = [
    String(secret),
    `${secret}`,
    secret + "",
    JSON.stringify({ secret }),
    Deno.inspect(secret),
    Deno.inspect(holder, { depth: 9, showHidden: true }),
    inspect(secret),
    inspect(holder, { depth: 9, showHidden: true }),
    Deno.inspect(error),
    [secret].join(),
    Object.entries(secret).join(),
    JSON.stringify(Object.getOwnPropertyDescriptors(secret)),
    JSON.stringify(structuredClone(secret)),
  ];
  for (const text of printed) assert.ok(!text.includes("hunter2"), text);
  assert.equal(printed[0], "***");
  assert.equal(JSON.stringify({ secret }), '{"secret":"***"}');
  assert.equal(Deno.inspect(secret), "***");
  assert.equal(inspect(secret), "***");
  assert.equal(secret.reveal(), "hunter2-value");
});

Deno.test("redact() strikes out known secrets in every form they may take", () => {
  new Secret('p"w d/ü+\n1');
  new Secret("s%40cret");
  const cases: readonly (readonly [string, string])[] = [
    ['say p"w d/ü+\n1 twice: p"w d/ü+\n1', "say *** twice: ***"],
    ["p%22w%20d%2F%C3%BC%2B%0A1", "***"],
    ['{"a":"p\\"w d/ü+\\n1"}', '{"a":"***"}'],
    ["s%40cret and s@cret", "*** and ***"],
    ["nothing here", "nothing here"],
  ];
  for (const [text, expected] of cases) assert.equal(redact(text), expected);
});

Deno.test("redact() strikes out the longer secret when one holds another", () => {
  new Secret("inner-part");
  new Secret("outer inner-part outer");
  assert.equal(redact("[outer inner-part outer] [inner-part]"), "[***] [***]");
});

Deno.test("redact() leaves short secrets, which would be found everywhere", () => {
  new Secret("abc");
  new Secret("");
  assert.equal(redact("abcdef"), "abcdef");
});

Deno.test("redact() forgets the oldest of more than MAX_KNOWN_SECRETS", () => {
  new Secret("oldest-secret");
  for (let index = 0; index < MAX_KNOWN_SECRETS - 1; index++) {
    new Secret(`secret-number-${index}!`.replace("!", ""));
  }
  assert.equal(redact("oldest-secret"), "***");
  new Secret("one-more-secret");
  assert.equal(redact("oldest-secret one-more-secret"), "oldest-secret ***");
});
