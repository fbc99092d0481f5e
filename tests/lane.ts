// The two lanes of tests: the usual one, which needs no compiler, and the one that goes through binaries.
import { join } from "node:path";
import { DIST } from "../tasks/tree.ts";

/** True in the lane that has binaries in dist/ and tests those; nothing may be skipped for want of one there. */
export const IS_COMPILED_LANE: boolean = Deno.env.get("SCHEMAHERO_TEST_FORM") === "compiled";

/** The compiled core. */
export const BINARY: string = join(DIST, "schemahero");

/** The folder of the compiled plugins. */
export const COMPILED: string = join(DIST, "plugins");

/** The folder that holds the portable plugins alone, made by `preparePortable` before the tests that need it. */
export const PORTABLE: string = join(DIST, "portable");
