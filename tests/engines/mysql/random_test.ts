// The randomised round trip of MySQL and MariaDB: a random schema with rows, a random change, every law.
// ../random/rounds.ts says how to have more rounds and what a failure does.
import { fileURLToPath } from "node:url";
import { testRounds } from "../random/rounds.ts";
import { MARIADB, MYSQL } from "./engine.ts";
import { KINDS, makeRound, RIGHTFUL, RULES } from "./random_trip.ts";

for (const engine of [MYSQL, MARIADB]) {
  testRounds(`random schemas with rows go through random changes by every law on ${engine.variant}`, {
    engine,
    casesFolder: fileURLToPath(new URL("./cases", import.meta.url)),
    make: (seed) => makeRound(seed, engine.variant === "mariadb" ? "mariadb" : "mysql"),
    kinds: KINDS,
    hasTurns: true,
    rightful: RIGHTFUL,
    rules: RULES,
    rounds: 200,
    atOnce: 6,
    // What printed scripts do is judged in every third round: it takes a third of the work.
    judged: (seed) => ({ isMadeAgain: true, withoutScript: seed % 3 !== 0 }),
  });
}
