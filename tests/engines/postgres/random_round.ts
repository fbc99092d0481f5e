// Makes the round of a seed: a random PostgreSQL world, rows, and what becomes of it.
import type { Dice } from "../random/dice.ts";
import type { MadeRound } from "../random/rounds.ts";
import { roundWithTurn } from "../random/turns.ts";
import { changeWorld, kindsFor, randomWorld } from "./random_change.ts";
import { docsOf, goneDocs } from "./random_docs.ts";
import { OTHERS_KIND, othersBeside, othersOnTop } from "./random_others.ts";
import { straysSql } from "./random_partitions.ts";
import { randomRows } from "./random_rows.ts";

/** The round of a seed. `major`: the version of the server. */
export function makeRound(seed: number, major: number): MadeRound {
  return roundWithTurn(seed, kindsFor(major), (dice, turn) => roundOf(dice, turn, major));
}

function roundOf(dice: Dice, turn: string, major: number): MadeRound | undefined {
  const world = randomWorld(dice, major, turn);
  const others = othersBeside(dice, turn === OTHERS_KIND ? 1 : 0.3);
  const before = docsOf(world);
  const sql = [...randomRows(dice, world), ...straysSql(world), ...othersOnTop(dice, world, 0.12)];
  const kinds = changeWorld(dice, world, turn);
  if (others.length > 0) kinds.push(OTHERS_KIND);
  if (!kinds.includes(turn)) return undefined;
  const after = docsOf(world);
  const { freed, taken } = world;
  return { others, before, sql, after: [...after, ...goneDocs(before, after)], freed, taken, kinds };
}
