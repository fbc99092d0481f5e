// How rqlite's plans grow with the schema, see scale_alone.ts.
import { RQLITE } from "../engines/rqlite/engine.ts";
import { SIZES } from "./scale.ts";
import { benchAlone } from "./scale_alone.ts";

const TYPES = ["integer", "text", "real", "varchar(40)", "datetime"];

await benchAlone(RQLITE, { specKey: "rqlite", types: TYPES }, SIZES);
