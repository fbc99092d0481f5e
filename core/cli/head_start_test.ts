import { deepEqual } from "node:assert/strict";
import { engineToStart } from "./head_start.ts";

Deno.test("engineToStart() finds a driver that is named plainly and guesses nothing else", () => {
  const cases: readonly (readonly [string, Record<string, string>, string | undefined])[] = [
    ["plan --driver sqlite --uri x", {}, "sqlite"],
    ["apply --uri x --driver=sqlite", {}, "sqlite"],
    ["plan --uri x", { SCHEMAHERO_DRIVER: "sqlite" }, "sqlite"],
    ["plan --driver", {}, undefined],
    ["plan", {}, undefined],
    ["validate --driver sqlite", {}, undefined],
    ["plan --driver sqlite --plugin ./mine", {}, undefined],
    ["plan --driver sqlite --plugin-dir=./mine", {}, undefined],
    ["plan --driver sqlite --database db.yaml", {}, undefined],
    ["plan --driver sqlite", { SCHEMAHERO_PLUGIN: "/x" }, undefined],
    ["plan --driver sqlite -h", {}, undefined],
  ];
  for (const [line, environment, engine] of cases) {
    deepEqual(engineToStart(line.split(" "), (name) => environment[name]), engine, line);
  }
});
