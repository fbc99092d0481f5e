// What a Worker loses before an engine may run in it (measured: a narrowed Worker can read the frames off the
// process's stdin, write to its stdout, end itself without any event, and load modules by the process's permissions
// rather than its own). One function that needs nothing around it: the core also runs its text, ahead of a portable
// plugin, which might bring a disarm.ts of its own or none.

/** Takes it away from the Worker that this runs in. Its text must mean the same anywhere. */
export function takeAway(process: object): void {
  const remove = (target: object, names: readonly (string | symbol)[]) => {
    for (const name of names) {
      Object.defineProperty(target, name, { value: undefined, writable: false, configurable: false });
    }
  };
  // What is left to the engine of console goes to stderr, which the core keeps for error messages: methods that print
  // what they are given, then those that print something of their own, on stdout.
  const prints = [
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
  ];
  const silent = ["clear", "count", "countReset", "groupEnd", "time", "timeLog", "timeEnd", "timeStamp"];
  const toStderr = globalThis.console.error;
  for (const name of prints) Reflect.set(globalThis.console, name, toStderr);
  for (const name of silent) Reflect.set(globalThis.console, name, () => {});
  // node:console, which drivers load, writes it there again: let it, without effect.
  Object.defineProperty(globalThis.console, "Console", {
    get: () => undefined,
    set: () => {},
    configurable: false,
  });
  remove(globalThis, ["Worker", "close"]);
  remove(Deno, ["stdin", "stdout", "exit"]);
  // The runtime's own operations: reading and writing of raw resources among them. Its neighbours are needed by
  // CommonJS modules.
  remove(Reflect.get(Deno, Reflect.get(Deno, "internal")), ["core"]);
  remove(process, [
    ...["stdin", "stdout", "exit", "reallyExit", "abort", "kill"],
    ...["getBuiltinModule", "binding", "dlopen"],
  ]);
}
