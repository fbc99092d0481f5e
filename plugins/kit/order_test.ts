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
      name: "lets two that change a thing where it is wait for others, not for one another",
      steps: [
        step("alter", { removes: ["shape", "use"], produces: ["shape"] }),
        step("drop column", { removes: ["shape"], produces: ["shape"], releases: ["use"] }),
        step("create view", { requires: ["shape"] }),
        step("drop view", { releases: ["shape"] }),
      ],
      order: "drop view drop column alter create view",
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
      name: "puts what answers to a key before what requires it",
      steps: [
        step("user", { requires: ["v"] }),
        step("maker", { produces: ["s.v"], answersTo: ["v"] }),
      ],
      order: "maker user",
    },
    {
      name: "leaves out one of several makers that needs the step itself",
      steps: [
        step("view", { produces: ["v"], requires: ["f"] }),
        step("f of v", { produces: ["f"], requires: ["v"] }),
        step("f of int", { produces: ["f"] }),
      ],
      order: "f of int view f of v",
    },
    {
      name: "counts what answers to a key before words that close a circle with it",
      steps: [
        step("low", { produces: ["s.low"], answersTo: ["low"], prefers: ["high"] }),
        step("high", { produces: ["s.high"], answersTo: ["high"], requires: ["low"] }),
      ],
      order: "low high",
    },
    {
      name: "puts what may let go before what removes, unless that closes a circle",
      steps: [
        step("drop low", { removes: ["low"], mayRelease: ["high", "other"] }),
        step("drop other", { removes: ["other"] }),
        step("drop high", { removes: ["high"], releases: ["low"] }),
      ],
      order: "drop high drop low drop other",
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
