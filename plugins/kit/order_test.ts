import assert from "node:assert/strict";
import { orderByEdges, orderSteps, type Step } from "./order.ts";

interface Named extends Step {
  readonly name: string;
}

function step(name: string, parts: Partial<Step>): Named {
  return { name, produces: [], requires: [], removes: [], releases: [], ...parts };
}

const CASES: readonly { readonly name: string; readonly steps: readonly Named[]; readonly order: string }[] =
  [
    {
      name: "keeps the order of steps that do not depend on one another",
      steps: [step("b", {}), step("a", {})],
      order: "b a",
    },
    {
      name: "puts parents before children",
      steps: [step("kid", { produces: ["k"], requires: ["p"] }), step("parent", { produces: ["p"] })],
      order: "parent kid",
    },
    {
      name: "puts what lets go before what removes",
      steps: [
        step("drop column", { removes: ["c"] }),
        step("drop index", { removes: ["i"], releases: ["c"] }),
      ],
      order: "drop index drop column",
    },
    {
      name: "frees a name before it is taken again",
      steps: [step("create", { produces: ["n"] }), step("drop", { removes: ["n"] })],
      order: "drop create",
    },
    {
      name: "puts what is preferred first",
      steps: [step("user", { prefers: ["p"] }), step("maker", { produces: ["p"] })],
      order: "maker user",
    },
    {
      name: "leaves out a preference that stands against a need",
      steps: [
        step("function", { produces: ["f"], prefers: ["t"] }),
        step("table", { produces: ["t"], requires: ["g"] }),
        step("caller", { produces: ["g"], requires: ["f"] }),
      ],
      order: "function caller table",
    },
    {
      name: "uses a thing before it goes",
      steps: [step("drop", { removes: ["t"] }), step("copy", { requires: ["t"] })],
      order: "copy drop",
    },
    {
      name: "lets a user of a new thing wait until the old one of that name is gone",
      steps: [
        step("use", { requires: ["t"] }),
        step("create", { produces: ["t"] }),
        step("drop", { removes: ["t"] }),
      ],
      order: "drop create use",
    },
    {
      name: "breaks a circle at its first step",
      steps: [
        step("a", { produces: ["a"], requires: ["b"] }),
        step("b", { produces: ["b"], requires: ["a"] }),
      ],
      order: "b a",
    },
  ];

for (const { name, steps, order } of CASES) {
  Deno.test(`orderSteps() ${name}`, () => {
    assert.equal(orderSteps(steps).map((each) => each.name).join(" "), order);
  });
}

Deno.test("orderByEdges() orders a chain of 100,000 without overflowing the stack", () => {
  const items = Array.from({ length: 100_000 }, (_, index) => index);
  const ordered = orderByEdges(
    items,
    items.map((index) => new Set(index + 1 < items.length ? [index + 1] : [])),
  );
  assert.deepEqual([ordered.length, ordered[0], ordered.at(-1)], [100_000, 99_999, 0]);
});
