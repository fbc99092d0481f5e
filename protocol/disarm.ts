// Imported first in the launcher's Worker, before any code of an engine: takes away what a narrowed Worker still
// has and must not use (measured: it can read the frames off the process's stdin, write to its stdout, end itself
// without any event, and load modules by the process's permissions rather than its own).
import process from "node:process";

function remove(target: object, names: readonly (string | symbol)[]): void {
  for (const name of names) {
    Object.defineProperty(target, name, { value: undefined, writable: false, configurable: false });
  }
}

/** What is left to the engine of console: everything goes to stderr, which the core keeps for error messages. */
function redirectConsole(): void {
  const target: Record<string, unknown> = { ...globalThis.console };
  const toStderr = target["error"];
  for (const name of ["log", "info", "debug", "warn", "dir", "table", "trace"]) target[name] = toStderr;
  Object.assign(globalThis.console, target);
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
