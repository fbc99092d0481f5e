import assert from "node:assert/strict";
import { nextTurn, roundWithTurn, turnOf } from "./turns.ts";

const KINDS = ["a", "b", "c"];

Deno.test("turnOf() gives every kind its turn in as many seeds as there are kinds", () => {
  assert.deepEqual([3, 4, 5, 6].map((seed) => turnOf(seed, KINDS)), ["a", "b", "c", "a"]);
});

Deno.test("nextTurn() finds the next seed of a kind", () => {
  for (const kind of KINDS) {
    for (let from = 7; from < 12; from++) {
      const seed = nextTurn(from, kind, KINDS);
      assert.equal(turnOf(seed, KINDS), kind);
      assert.ok(seed >= from && seed < from + KINDS.length);
    }
  }
});

Deno.test("roundWithTurn() tries other worlds until the kind finds its place, the same for the same seed", () => {
  const make = () =>
    roundWithTurn(4, KINDS, (dice, kind) => {
      const roll = dice.below(10);
      return roll === 7 ? `${kind}${roll}` : undefined;
    });
  assert.equal(make(), "b7");
  assert.throws(() => roundWithTurn(4, KINDS, () => undefined), /No world has a place for: b/);
});
