import assert from "node:assert/strict";
import { quirksOf } from "./quirks.ts";

Deno.test("quirksOf() tells the servers and their versions apart", () => {
  const cases = [
    { text: "8.0.34", isMariaDb: false, version: 80034 },
    { text: "9.7.4-2", isMariaDb: false, version: 90704 },
    { text: "8.0.35-google", isMariaDb: false, version: 80035 },
    { text: "10.11.19-MariaDB-0+deb12u1", isMariaDb: true, version: 101119 },
    { text: "5.5.5-10.6.12-MariaDB-log", isMariaDb: true, version: 100612 },
    { text: "11.4.2-MariaDB", isMariaDb: true, version: 110402 },
  ];
  for (const { text, ...expected } of cases) {
    const { isMariaDb, version } = quirksOf(text);
    assert.deepEqual({ isMariaDb, version }, expected, text);
  }
});

Deno.test("quirksOf() knows since when servers can what", () => {
  assert.equal(quirksOf("8.0.15").hasUnenforcedChecks, false);
  assert.equal(quirksOf("8.0.16").hasUnenforcedChecks, true);
  assert.equal(quirksOf("8.0.28").hasInstantDrop, false);
  assert.equal(quirksOf("8.0.29").hasInstantDrop, true);
  assert.equal(quirksOf("8.0.18").hidesWidths, false);
  assert.equal(quirksOf("10.6.0-MariaDB").hasJsonType, false);
  assert.equal(quirksOf("10.6.0-MariaDB").invisibleIndexSql, "ignored");
});
