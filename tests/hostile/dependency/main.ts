// The process of the honest plugin: the launcher that every plugin has, and the engine in a Worker beside it.
import { launch } from "../../../protocol/launcher.ts";

await launch(import.meta.url);
