// The engines that are tested by cases. A new engine adds its line.
import type { TestEngine } from "./engine.ts";
import { CASSANDRA } from "./cassandra/engine.ts";
import { MYSQL } from "./mysql/engine.ts";
import { POSTGRES } from "./postgres/engine.ts";
import { SQLITE } from "./sqlite/engine.ts";
import { COMMUNITY } from "./timescaledb/engine.ts";

/** Every engine under test. */
export const ENGINES: readonly TestEngine[] = [CASSANDRA, SQLITE, MYSQL, POSTGRES, COMMUNITY];
