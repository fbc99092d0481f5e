import assert from "node:assert/strict";
import { parseAnswer } from "./http.ts";

function answer(text: string) {
  return parseAnswer(new TextEncoder().encode(text));
}

Deno.test("parseAnswer() reads bodies of a length, in chunks, and up to the end", () => {
  const body = { status: 200, body: '{"é":1}' };
  assert.deepEqual(answer('HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{"é":1}'), body);
  assert.deepEqual(
    answer('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{"é\r\n4;x=y\r\n":1}\r\n0\r\n\r\n'),
    body,
  );
  assert.deepEqual(answer("HTTP/1.0 503 No\r\n\r\nleader not found"), {
    status: 503,
    body: "leader not found",
  });
});

Deno.test("parseAnswer() takes nothing that is cut off for an answer", () => {
  for (
    const text of [
      "",
      "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{}",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
      "\x15\x03\x01\r\n\r\n",
    ]
  ) assert.equal(answer(text), undefined, JSON.stringify(text));
});
