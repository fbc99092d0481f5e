// Imported first in the launcher's Worker, before any code of an engine: takes away what a narrowed Worker still
// has and must not use.
import process from "node:process";
import { takeAway } from "./take_away.ts";

takeAway(process);
