import { deepEqual, throws } from "node:assert/strict";
import type { Output } from "../../protocol/methods.ts";
import type { Send } from "../../protocol/plugin.ts";
import { requestBody, type Statement, withinRequest } from "./request_body.ts";

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

Deno.test("requestBody() counts bytes and refuses one too many", () => {
  textOf(["éé"], 8); // [ " 4 " ]
  throws(() => requestBody(["éé"], 7), { code: "spec.unsupported" });
  throws(() => requestBody(["a".repeat(70_000), "a".repeat(70_000)], 100_000), /is longer than 0 MiB/);
});

Deno.test("withinRequest() lets through what will fit, and counts the schema's texts and nothing but statements", () => {
  const sent: string[] = [];
  const note: Send<Output<"plan">> = (part) => void sent.push(part.type);
  const statement = (sql: string) =>
    ({
      type: "statement",
      statement: {
        sql,
        kind: "seed",
        object: { kind: "table", name: "t" },
        change: "",
        hazards: [],
        transactional: true,
      },
    }) as const;
  const send = withinRequest(note, 100, 64 * 1024 + 400 + 14);
  send(statement("éé"));
  send({ type: "want-rows", specs: [1] });
  send(statement("éé"));
  throws(() => send(statement("")), /The plan is longer than/);
  deepEqual(sent, ["statement", "want-rows", "statement"]);
});
