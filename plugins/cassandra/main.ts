// The process of the cassandra plugin: the launcher, and the engine in a Worker beside it.
import { launch } from "../../protocol/launcher.ts";

await launch(import.meta.url);
