import { deepEqual, throws } from "node:assert/strict";
import { PlanLength, requestBody, type Statement } from "./request_body.ts";

function textOf(statements: readonly Statement[], limit?: number): string {
  const { pieces, length } = requestBody(statements, limit);
  const bytes = pieces.flatMap((piece) => [...piece]);
  deepEqual(bytes.length, length);
  return new TextDecoder().decode(new Uint8Array(bytes));
}

Deno.test("requestBody() is JSON, in pieces that are cut between statements", () => {
  const long = 'é\u{1f600}"'.repeat(30_000);
  for (
    const statements of [[], ["a"], ["a", ["b", 1, null, "c"]], [long, "b", long, long, "c"]] as Statement[][]
  ) {
    deepEqual(JSON.parse(textOf(statements)), statements);
  }
  deepEqual(requestBody([long, "b", long]).pieces.length > 2, true);
});

Deno.test("requestBody() and PlanLength count bytes, and refuse one too many", () => {
  textOf(["éé"], 8); // [ " 4 " ]
  throws(() => requestBody(["éé"], 7), { code: "spec.unsupported" });
  throws(() => requestBody(["a".repeat(70_000), "a".repeat(70_000)], 100_000), /is longer than 0 MiB/);
  const length = new PlanLength(0, 64 * 1024 + 14);
  length.add("éé");
  length.add("éé");
  throws(() => length.add(""), /The plan is longer/);
});
