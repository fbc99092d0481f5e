// Real applications on MySQL and MariaDB.
import { testApps } from "../real/app_tests.ts";
import { MARIADB, MYSQL } from "./engine.ts";

for (const engine of [MARIADB, MYSQL]) testApps(engine, engine.variant);
