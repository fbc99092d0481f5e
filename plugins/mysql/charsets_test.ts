import assert from "node:assert/strict";
import { CharsetError, type CharsetFacts, resolveCharset } from "./charsets.ts";

const LATIN = { charset: "latin1", collation: "latin1_german1_ci" };
const FACTS: CharsetFacts = {
  charsetOf: new Map([
    ["utf8mb4_0900_ai_ci", "utf8mb4"],
    ["utf8mb4_bin", "utf8mb4"],
    ["utf8mb3_general_ci", "utf8mb3"],
    ["latin1_swedish_ci", "latin1"],
    ["latin1_german1_ci", "latin1"],
  ]),
  defaultOf: new Map([["utf8mb4", "utf8mb4_0900_ai_ci"], ["utf8mb3", "utf8mb3_general_ci"], [
    "latin1",
    "latin1_swedish_ci",
  ]]),
  database: { charset: "utf8mb4", collation: "utf8mb4_bin" },
};

Deno.test("resolveCharset() inherits both, or neither", () => {
  const resolve = (charset?: string, collation?: string) =>
    resolveCharset({ charset, collation }, LATIN, FACTS);
  assert.deepEqual(resolve(), LATIN);
  // The character set of the table, named again, has its own default collation, not the table's.
  assert.deepEqual(resolve("latin1"), { charset: "latin1", collation: "latin1_swedish_ci" });
  assert.deepEqual(resolve("utf8"), { charset: "utf8mb3", collation: "utf8mb3_general_ci" });
  assert.deepEqual(resolve(undefined, "utf8_general_ci"), {
    charset: "utf8mb3",
    collation: "utf8mb3_general_ci",
  });
  assert.deepEqual(resolve("UTF8MB4", "utf8mb4_bin"), { charset: "utf8mb4", collation: "utf8mb4_bin" });
});

Deno.test("resolveCharset() refuses what contradicts itself or is unknown", () => {
  for (
    const wished of [{ charset: "latin1", collation: "utf8mb4_bin" }, { charset: "nope" }, {
      collation: "nope_ci",
    }]
  ) {
    assert.throws(() => resolveCharset(wished, LATIN, FACTS), CharsetError);
  }
});
