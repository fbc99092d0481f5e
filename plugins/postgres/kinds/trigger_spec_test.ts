import assert from "node:assert/strict";
import { triggerFacts, type TriggerSpec } from "./trigger_spec.ts";

function read(spec: Partial<TriggerSpec>) {
  const errors: string[] = [];
  const whole: TriggerSpec = { name: "r", events: ["before insert"], execute: { name: "f" }, ...spec };
  const facts = triggerFacts(
    whole,
    "public",
    ["public"],
    (code, _, path) => errors.push(`${code} ${path.join(".")}`),
  );
  return { facts, errors };
}

const EVENTS: readonly {
  readonly events: readonly string[];
  readonly timing?: string;
  readonly read?: readonly string[];
  readonly columns?: readonly string[];
  readonly error?: string;
}[] = [
  { events: ["before insert", "before update"], timing: "before", read: ["insert", "update"] },
  { events: ["AFTER Delete or INSERT"], timing: "after", read: ["insert", "delete"] },
  {
    events: ['after update of b, "A a"', "insert"],
    timing: "after",
    read: ["insert", "update"],
    columns: ["A a", "b"],
  },
  { events: ["instead of update"], timing: "instead of", read: ["update"] },
  { events: ["before truncate"], timing: "before", read: ["truncate"] },
  { events: ["insert"], error: "invalid-event events.0" },
  { events: ["before insert", "after update"], error: "invalid-event events.1" },
  { events: ["before insert; drop table t"], error: "invalid-event events.0" },
  { events: ["before insert of a"], error: "invalid-event events.0" },
  { events: ["before update of"], error: "invalid-event events.0" },
];

for (const { events, timing, read: kept, columns = [], error } of EVENTS) {
  Deno.test(`triggerFacts() reads ${events.join(" and ")} when that is ${error ?? "right"}`, () => {
    const { facts, errors } = read({ events });
    assert.deepEqual(errors, error === undefined ? [] : [error]);
    if (error === undefined) {
      assert.deepEqual([facts.timing, facts.events, facts.columns], [timing, kept, columns]);
    }
  });
}

const CALLS: readonly { readonly call: string; readonly is?: readonly unknown[] }[] = [
  { call: "f()", is: [undefined, "f", []] },
  { call: "F", is: [undefined, "f", []] },
  { call: "public.\"F\"('it''s', b, 2)", is: ["public", "F", ["it's", "b", "2"]] },
  { call: "f(); drop table t" },
  { call: "f(a b)" },
  { call: "" },
];

for (const { call, is } of CALLS) {
  Deno.test(`triggerFacts() reads the call ${call || "(none)"} as ${is ? "it stands" : "an error"}`, () => {
    const { execute: _, ...rest } = { name: "r", events: ["before insert"], execute: undefined };
    const errors: string[] = [];
    const facts = triggerFacts(
      { ...rest, executeProcedure: call },
      "public",
      ["public"],
      (code) => errors.push(code),
    );
    assert.deepEqual(errors, is ? [] : ["invalid-trigger"]);
    if (is) assert.deepEqual([facts.schema, facts.function, facts.arguments], is);
  });
}

Deno.test("triggerFacts() takes each row when nothing is said and the trigger can do nothing else", () => {
  assert.equal(read({}).facts.forEach, "statement");
  assert.equal(read({ constraintTrigger: true, events: ["after insert"] }).facts.forEach, "row");
  assert.equal(read({ events: ["instead of insert"] }).facts.forEach, "row");
  assert.equal(read({ forEachRun: true }).facts.forEach, "row");
});

Deno.test("triggerFacts() refuses what only a constraint trigger has when it is none", () => {
  assert.deepEqual(read({ deferrable: "initially deferred" }).errors, ["invalid-trigger deferrable"]);
  assert.deepEqual(read({ from: { table: "t" } }).errors, ["invalid-trigger from"]);
});
