// The conformance kit passes plugins that keep the rules, in two languages, and fails every one that breaks a rule,
// with exactly that rule.
import assert from "node:assert/strict";
import { conform, type RuleId, RULES } from "../../protocol/conform/mod.ts";
import { FAULTY, pythonCommand, PYTOY } from "./python.ts";
import { TOY } from "./start_plugin.ts";

const python = await pythonCommand();

Deno.test("conform() passes the toy plugin, with every rule checked", async () => {
  const results = await conform(TOY);
  assert.deepEqual(results.filter((result) => !result.ok || !result.checked), []);
  assert.deepEqual(results.map((result) => result.rule), Object.keys(RULES));
});

Deno.test({
  name: "conform() passes the plugin in plain Python, with every rule checked",
  ignore: !python,
  fn: async () => {
    const results = await conform([...python ?? [], PYTOY]);
    assert.deepEqual(results.filter((result) => !result.ok || !result.checked), []);
  },
});

Deno.test({
  name: "conform() fails each wrong plugin by exactly the rule that it breaks",
  ignore: !python,
  fn: async (test) => {
    const [program = "", ...args] = python ?? [];
    const { stdout } = await new Deno.Command(program, { args: [...args, FAULTY, "--list"] }).output();
    const faults: Readonly<Record<string, RuleId>> = JSON.parse(new TextDecoder().decode(stdout));
    assert.deepEqual(
      [...new Set(Object.values(faults))].sort(),
      Object.keys(RULES).sort(),
      "a fault for each rule",
    );
    for (const [fault, rule] of Object.entries(faults)) {
      await test.step(`${fault}: ${rule}`, async () => {
        const results = await conform([program, ...args, FAULTY, fault], { answerMs: 2500, quietMs: 120 });
        const broken = results.filter((result) => !result.ok);
        assert.deepEqual(broken.map((result) => result.rule), [rule], JSON.stringify(broken, null, 1));
      });
    }
  },
});
