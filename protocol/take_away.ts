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
  // For what the runtime itself puts there again, late: let it, without effect.
  const removeForGood = (target: object, names: readonly string[]) => {
    for (const name of names) {
      if (Reflect.getOwnPropertyDescriptor(target, name)?.configurable === false) continue; // done before
      Object.defineProperty(target, name, { get: () => undefined, set: () => {}, configurable: false });
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
  removeForGood(globalThis.console, ["Console"]); // node:console, which drivers load, writes it
  remove(globalThis, ["Worker", "close"]);
  remove(Deno, ["stdin", "stdout", "exit"]);
  // The runtime's own operations: reading and writing of raw resources among them.
  const internal = Reflect.get(Deno, Reflect.get(Deno, "internal"));
  remove(internal, ["core"]);
  // Loaders of CommonJS modules, and streams of any resource. Their neighbours are needed by modules of Node.
  removeForGood(internal, [
    ...["node", "readableStreamForRid", "writableStreamForRid", "getStdioRids"],
    ...["__initWorkerThreads", "__setupChildProcessIpcChannel", "__bootstrapNodeProcess"],
  ]);
  remove(process, [
    ...["stdin", "stdout", "exit", "reallyExit", "abort", "kill"],
    ...["getBuiltinModule", "binding", "dlopen"],
  ]);
  // Drivers read variables of the environment for want of options. None is granted: there are none, rather than an error.
  if (Reflect.getOwnPropertyDescriptor(process, "env")?.configurable !== false) {
    Object.defineProperty(process, "env", { value: {}, writable: false, configurable: false });
  }
}
