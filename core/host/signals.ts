// Ctrl-C and SIGTERM. Plugins run in sessions of their own, so the signal does not reach them: the first one cancels
// in good order, the second ends everything.
import { SchemaHeroError } from "../errors.ts";
import { killAllGroups } from "./process_group.ts";

/** The exit codes of a program that a signal ended, by the custom of shells. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type Caught = keyof typeof EXIT_CODES;

/** What listens to signals. */
export interface SignalHandlers extends Disposable {
  /** Aborted by the first signal; its reason is a {@linkcode SchemaHeroError} `cancelled` with the exit code. */
  readonly signal: AbortSignal;
}

/** Listens from now on until disposed of. */
export function installSignalHandlers(): SignalHandlers {
  const abort = new AbortController();
  const names: readonly Caught[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM", "SIGHUP"];
  const listeners = names.map((name) => {
    const listen = () => {
      const exitCode = EXIT_CODES[name];
      if (abort.signal.aborted) {
        killAllGroups();
        Deno.exit(exitCode);
      }
      abort.abort(
        new SchemaHeroError("cancelled", `Stopped by ${name}`, { exitCode, data: { signal: name } }),
      );
    };
    Deno.addSignalListener(name, listen);
    return { name, listen };
  });
  return {
    signal: abort.signal,
    [Symbol.dispose]: () => {
      for (const { name, listen } of listeners) Deno.removeSignalListener(name, listen);
    },
  };
}
