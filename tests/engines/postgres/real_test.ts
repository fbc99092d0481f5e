// Real applications on PostgreSQL.
import { testApps } from "../real/app_tests.ts";
import { POSTGRES } from "./engine.ts";

// Their schemas are the same on every major version; the cases are what differs.
if (POSTGRES.isUsualVariant) testApps(POSTGRES);
