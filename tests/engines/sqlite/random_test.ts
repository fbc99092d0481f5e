// The randomised round trip of SQLite: see ../random/rounds.ts for what a failure does and how to have more rounds.
import { testRounds } from "../random/rounds.ts";
import { SQLITE } from "./engine.ts";
import { sqliteTrip } from "./random_trip.ts";

testRounds("random schemas with rows go through random changes by every law", sqliteTrip(SQLITE, 300));
