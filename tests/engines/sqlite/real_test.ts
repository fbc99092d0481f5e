// Real applications on SQLite.
import { testApps } from "../real/app_tests.ts";
import { SQLITE } from "./engine.ts";

testApps(SQLITE);
