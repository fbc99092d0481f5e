// An honest plugin that has taken a malicious package: what it does is the package's, in the place of the engine.
import { serveWorker } from "../../../protocol/worker.ts";
import plugin from "../deno/plugin.ts";

serveWorker(plugin);
