import { equal } from "node:assert/strict";
import { durationOf, sizeOf } from "./quantity.ts";

Deno.test("sizeOf() reads sizes and nothing else", () => {
  equal(sizeOf("640MiB"), 640 * 1024 ** 2);
  equal(sizeOf("2Gi"), 2 * 1024 ** 3);
  equal(sizeOf("1.5G"), 1.5 * 1024 ** 3);
  equal(sizeOf("100"), 100);
  for (const wrong of ["", "0", "-1", "1TB", "one", "1e3"]) equal(sizeOf(wrong), undefined, wrong);
});

Deno.test("durationOf() reads durations of a day at most", () => {
  equal(durationOf("500ms"), 500);
  equal(durationOf("1.5s"), 1500);
  equal(durationOf("24h"), 86_400_000);
  equal(durationOf("3"), 3000);
  for (const wrong of ["", "-1s", "25h", "1d", "soon"]) equal(durationOf(wrong), undefined, wrong);
});
