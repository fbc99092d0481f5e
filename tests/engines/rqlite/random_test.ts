// SQLite's randomised round trip on rqlite nodes. A round takes a second, so there are few of them.
import { testRounds } from "../random/rounds.ts";
import { sqliteTrip } from "../sqlite/random_trip.ts";
import { RQLITE } from "./engine.ts";

testRounds(
  "random schemas with rows go through random changes on rqlite by every law",
  sqliteTrip(RQLITE, 60),
);
