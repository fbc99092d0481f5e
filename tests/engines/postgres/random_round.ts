// Makes the round of a seed: a random PostgreSQL world, rows, and what becomes of it.
import { Dice } from "../random/dice.ts";
import type { MadeRound } from "../random/rounds.ts";
import { changeWorld, focusOf, randomWorld } from "./random_change.ts";
import { docsOf, goneDocs } from "./random_docs.ts";
import { randomRows } from "./random_rows.ts";

/** The round of a seed. `major`: the version of the server. */
export function makeRound(seed: number, major: number): MadeRound {
  const dice = new Dice(seed);
  const focus = focusOf(seed);
  const world = randomWorld(dice, major, focus);
  const before = docsOf(world);
  const sql = randomRows(dice, world);
  const kinds = changeWorld(dice, world, focus);
  const after = docsOf(world);
  return { before, sql, after: [...after, ...goneDocs(before, after)], kinds };
}
