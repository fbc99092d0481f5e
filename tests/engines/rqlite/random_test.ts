// SQLite's randomised round trip on rqlite nodes. A round takes a second, so there are few of them.
import { runRounds } from "../random/rounds.ts";
import { sqliteTrip } from "../sqlite/random_trip.ts";
import { RQLITE } from "./engine.ts";

Deno.test("random schemas with rows go through random changes on rqlite by every law", async (test) => {
  await runRounds(sqliteTrip(RQLITE, 60), test);
});
