// The engine's side of the process. The first import disarms the Worker before the engine loads.
import { serveWorker } from "../../protocol/worker.ts";
import plugin from "./plugin.ts";

serveWorker(plugin);
