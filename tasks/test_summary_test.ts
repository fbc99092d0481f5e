import assert from "node:assert/strict";
import { closingLine, summaryOf, sumOf } from "./test_summary.ts";

Deno.test("summaryOf() reads counts and skipped names when the run went well", () => {
  const output = [
    "running 2 tests from ./a_test.ts",
    "plan() works ... ok (3ms)",
    "plan() on a server (no server: SCHEMAHERO_TEST_X_URL is not set) ... ignored (0ms)",
    "\x1b[0m\x1b[32mok\x1b[0m | 3 passed (2 steps) | 0 failed | 1 ignored \x1b[38;5;245m(193ms)\x1b[0m",
  ].join("\n");
  assert.deepEqual(summaryOf({ code: 0, output }), {
    passed: 3,
    failed: 0,
    skipped: ["plan() on a server (no server: SCHEMAHERO_TEST_X_URL is not set)"],
  });
});

Deno.test("summaryOf() reads failures when some tests failed", () => {
  const output = "FAILED | 1 passed | 2 failed (1 step) | 1 ignored (8ms)\n";
  assert.deepEqual(summaryOf({ code: 1, output }), { passed: 1, failed: 2, skipped: [] });
});

Deno.test("summaryOf() counts a failure when the run broke down without a summary", () => {
  assert.deepEqual(summaryOf({ code: 1, output: "error: Module not found" }), {
    passed: 0,
    failed: 1,
    skipped: [],
  });
});

Deno.test("summaryOf() counts a failure when all tests passed but the run ended badly", () => {
  const output = "ok | 5 passed | 0 failed (8ms)\nerror: uncaught\n";
  assert.equal(summaryOf({ code: 1, output }).failed, 1);
});

Deno.test("closingLine() names what was skipped only when something was", () => {
  const some = { passed: 1, failed: 0, skipped: ["a"] };
  assert.equal(
    closingLine(sumOf([some, { passed: 2, failed: 1, skipped: [] }])),
    "3 passed, 1 failed, 1 skipped",
  );
  assert.equal(closingLine({ passed: 2, failed: 0, skipped: [] }), "2 passed, 0 failed");
});
