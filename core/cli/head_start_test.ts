import { deepEqual } from "node:assert/strict";
import { startToGuess } from "./head_start.ts";

const FROM_FILE = { engine: "sqlite", uri: "x", isForWriting: false };

Deno.test("startToGuess() finds a connection that is named plainly and guesses nothing else", () => {
  const cases: readonly (readonly [string, Record<string, string>, object | undefined])[] = [
    ["plan --driver sqlite --uri x", {}, FROM_FILE],
    ["apply --uri x --driver=sqlite --yes", {}, { ...FROM_FILE, isForWriting: true }],
    ["plan --uri=x", { SCHEMAHERO_DRIVER: "sqlite" }, FROM_FILE],
    ["plan --driver sqlite", { SCHEMAHERO_URI: "x" }, FROM_FILE],
    ["plan --driver sqlite --uri x --sandbox=required", {}, { ...FROM_FILE, sandbox: "required" }],
    ["plan --driver sqlite --uri x", { SCHEMAHERO_SANDBOX: "off" }, { ...FROM_FILE, sandbox: "off" }],
    ["plan --driver sqlite --uri x --sandbox=maybe", {}, undefined],
    ["plan --driver sqlite", {}, undefined],
    ["plan --driver", {}, undefined],
    ["plan", {}, undefined],
    ["validate --driver sqlite --uri x", {}, undefined],
    ["plan --driver sqlite --uri x --plugin ./mine", {}, undefined],
    ["plan --driver sqlite --uri x --plugin-dir=./mine", {}, undefined],
    ["plan --driver sqlite --uri x --plugin-memory 1GiB", {}, undefined],
    ["plan --driver sqlite --uri-file x", {}, undefined],
    ["plan --driver sqlite --database db.yaml", {}, undefined],
    ["plan --driver sqlite --uri x", { SCHEMAHERO_PLUGIN: "/x" }, undefined],
    ["plan --driver sqlite --uri x", { SCHEMAHERO_PASSWORD: "x" }, undefined],
    ["plan --driver sqlite --uri x -h", {}, undefined],
  ];
  for (const [line, environment, start] of cases) {
    deepEqual(startToGuess(line.split(" "), (name) => environment[name]), start, line);
  }
});
