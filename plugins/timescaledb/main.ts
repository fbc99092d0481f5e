// The process of the TimescaleDB plugin: the launcher, and the engine in a Worker beside it.
import { launch } from "../../protocol/launcher.ts";

await launch(import.meta.url);
