// The engine's side of the process. The first import disarms the Worker before the engine loads.
import { serveWorker } from "../../protocol/worker.ts";
import { loadMysql2 } from "./driver.ts";
import plugin from "./plugin.ts";

serveWorker(plugin);
// While the welcome is on its way. What goes wrong is told when it is needed.
setTimeout(() => loadMysql2().catch(() => {}), 0);
