// Real applications on PostgreSQL.
import { testApps } from "../real/app_tests.ts";
import { POSTGRES } from "./engine.ts";

testApps(POSTGRES);
