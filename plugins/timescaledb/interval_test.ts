import assert from "node:assert/strict";
import { lengthText, microsOf, microsText, readLength } from "./interval.ts";

const CASES: readonly (readonly [text: string, same: string])[] = [
  ["7 days", "7 days"],
  ["1 week", "7 days"],
  ["24 hours", "24 hours"],
  ["24:00:00", "24 hours"],
  ["1 mon 2 days 03:04:05", "1 month 2 days 3 hours 4 minutes 5 seconds"],
  ["INTERVAL '1 year'", "1 year"],
  ["90 minutes", "1 hour 30 minutes"],
  ["0.5 seconds", "500 milliseconds"],
  ["1d12h", "1 day 12 hours"],
];

for (const [text, same] of CASES) {
  Deno.test(`readLength() reads ${text} as ${same}`, () => {
    const length = readLength(text);
    assert.ok(length);
    assert.equal(lengthText(length), same);
  });
}

Deno.test("readLength() refuses what is no length", () => {
  for (const text of ["", "day", "1", "1 fortnight", "1 day'; drop table t", "0.3 months"]) {
    assert.equal(readLength(text), undefined, text);
  }
});

Deno.test("microsOf() counts a month as 30 days, and microsText() says it in days", () => {
  assert.equal(microsText(microsOf({ months: 1, days: 0, micros: 0n })), "30 days");
});
