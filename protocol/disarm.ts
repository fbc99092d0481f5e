// Imported first in the launcher's Worker, before any code of an engine: takes away what a narrowed Worker still
// has and must not use (measured: it can read the frames off the process's stdin, write to its stdout, end itself
// without any event, and load modules by the process's permissions rather than its own).
import process from "node:process";

function remove(target: object, names: readonly (string | symbol)[]): void {
  for (const name of names) {
    Object.defineProperty(target, name, { value: undefined, writable: false, configurable: false });
  }
}

/** Methods of console that print what they are given. */
const PRINTS = [
  "log",
  "info",
  "debug",
  "warn",
  "dir",
  "dirxml",
  "table",
  "trace",
  "group",
  "groupCollapsed",
] as const;
/** Methods of console that print something of their own: on stdout, by the runtime's own log and info. */
const SILENT = [
  "clear",
  "count",
  "countReset",
  "groupEnd",
  "time",
  "timeLog",
  "timeEnd",
  "timeStamp",
] as const;

/** What is left to the engine of console goes to stderr, which the core keeps for error messages. */
function redirectConsole(): void {
  const toStderr = globalThis.console.error;
  for (const name of PRINTS) globalThis.console[name] = toStderr;
  for (const name of SILENT) globalThis.console[name] = () => {};
  Object.defineProperty(globalThis.console, "Console", {
    value: undefined,
    writable: false,
    configurable: false,
  });
}

redirectConsole();
remove(globalThis, ["Worker", "close"]);
remove(Deno, ["stdin", "stdout", "exit"]);
// The runtime's own operations: reading and writing of raw resources among them. Its neighbours are needed by
// CommonJS modules.
remove(Reflect.get(Deno, Reflect.get(Deno, "internal")), ["core"]);
remove(process, [
  "stdin",
  "stdout",
  "exit",
  "reallyExit",
  "abort",
  "kill",
  "getBuiltinModule",
  "binding",
  "dlopen",
]);
