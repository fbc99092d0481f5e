// What can go wrong between core and plugin, each as an error of its own with its fix. Knows no process: the facts
// come in as arguments.
import { PluginError, ProtocolError } from "../../protocol/errors.ts";
import { type Grants, PROTOCOL_VERSIONS } from "../../protocol/messages.ts";
import { SchemaHeroError } from "../errors.ts";
import { type Candidate, describeCandidate } from "./candidate.ts";
import { refusalIn } from "./refusal.ts";
import { printable } from "./stderr_tail.ts";
import { EXEC_FAILED, PROGRAM_MARK } from "./walls/program.ts";

/** How a process ended. */
export interface Exit {
  readonly code: number;
  readonly signal: string | null;
}

/** What is known of a plugin's process when something went wrong. */
export interface ProcessFacts {
  readonly candidate: Candidate;
  /** Undefined while the process runs, or when it had to be ended by us. */
  readonly exit: Exit | undefined;
  readonly stderr: string | undefined;
  /** What it may touch, where that is known. */
  readonly grants?: Grants;
}

/** Exit codes of a launcher whose engine could not be loaded or broke down (EX_SOFTWARE). */
const EXIT_BROKEN = 70;

/** Exit code of the runtime of portable plugins when the bytes are not those of the digest (EX_DATAERR). */
const EXIT_CHANGED = 65;

/** The file could not be started at all. */
export function spawnFailure(candidate: Candidate, cause: unknown): SchemaHeroError {
  const label = describeCandidate(candidate);
  const data = { path: candidate.path };
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (cause instanceof Deno.errors.PermissionDenied) {
    return new SchemaHeroError("plugin.not-executable", `${label} may not be executed`, {
      hint:
        "Check whether the file system of SchemaHero's store is mounted with noexec; SCHEMAHERO_STORE_DIR names another folder",
      detail: reason,
      data,
      cause,
    });
  }
  if (/exec format error|os error 8\b|bad cpu type|os error 193\b/i.test(reason)) {
    return new SchemaHeroError("plugin.wrong-interface", `${label} is not a program for this machine`, {
      hint:
        `Get the build for ${Deno.build.os} on ${Deno.build.arch}; a script needs a first line that begins with #!`,
      detail: reason,
      data,
      cause,
    });
  }
  if (cause instanceof Deno.errors.NotFound) {
    return new SchemaHeroError(
      "plugin.wrong-interface",
      `${label} names an interpreter or loader that is missing`,
      {
        hint: "Install the interpreter in the script's #! line, or get a build for this system's C library",
        detail: reason,
        data,
        cause,
      },
    );
  }
  return new SchemaHeroError("plugin.wrong-interface", `${label} could not be started: ${reason}`, {
    data,
    cause,
  });
}

/** The process was silent when it should have greeted. */
export function silentStart(facts: ProcessFacts, deadlineMs: number): SchemaHeroError {
  return failure("plugin.hung", facts, `said nothing within ${deadlineMs} ms of its start and was ended`, {
    hint:
      "Start it again; if it stays silent, the file is not a SchemaHero plugin, or the machine is overloaded",
  });
}

/** What the program of walls/program.ts said before it gave up; the exit code is then the number of an error. */
const WALLS_SAID = new RegExp(`^${PROGRAM_MARK}(.*)$`);
/** Numbers of errors (asm-generic/errno-base.h). */
const ENOENT = 2;
const EACCES = 13;

/** The walls could not be bound, or the plugin not be started behind them; undefined when it is something else. */
function stoppedAtWalls({ candidate, exit, stderr }: ProcessFacts): SchemaHeroError | undefined {
  const [, said] = WALLS_SAID.exec(stderr ?? "") ?? [];
  if (said === undefined || !exit || exit.signal !== null) return undefined;
  const reason = `error ${exit.code} of the system`;
  const data = { path: candidate.path, errno: exit.code };
  if (said !== EXEC_FAILED) {
    return new SchemaHeroError("sandbox.failed", `${describeCandidate(candidate)} ${said} (${reason})`, {
      hint: "`schemahero plugin doctor` shows which walls stand on this machine",
      data,
    });
  }
  if (exit.code === EACCES) {
    return new SchemaHeroError(
      "plugin.not-executable",
      `${describeCandidate(candidate)} may not be executed`,
      {
        hint:
          "A script's interpreter must be in /usr or /bin: the sandbox lets a plugin run nothing else. If the store's file system is mounted with noexec, let SCHEMAHERO_STORE_DIR name another folder",
        data,
      },
    );
  }
  if (exit.code === ENOENT) return spawnFailure(candidate, new Deno.errors.NotFound(reason));
  return spawnFailure(candidate, new Error(`os error ${exit.code}`));
}

/** The process ended, or closed its output, before it had greeted. */
export function endedEarly(facts: ProcessFacts): SchemaHeroError {
  const { exit, candidate } = facts;
  const atWalls = stoppedAtWalls(facts);
  if (atWalls) return atWalls;
  // From source it is Deno that ends when a module cannot be loaded.
  if (exit && (exit.signal !== null || exit.code === EXIT_BROKEN || candidate.form === "source")) {
    return failure("plugin.crashed", facts, `crashed while it started: it ${exitWords(exit)}`, {
      hint: "Its last words are above; get another version of the plugin or report this to its author",
    });
  }
  if (candidate.form === "portable" && exit?.code === EXIT_CHANGED) {
    return failure("plugin.changed", facts, "is not the file that was verified", {
      hint: "Someone wrote to it just now: run the command again when that is done",
    });
  }
  const how = exit ? exitWords(exit) : "closed its output";
  return failure(
    "plugin.wrong-interface",
    facts,
    `is not a SchemaHero plugin: it ${how} without a greeting`,
    {
      hint: "Check that the file is the plugin and not another program, an installer or an archive",
    },
  );
}

/** Something came, but not what a plugin says first. */
export function badGreeting(facts: ProcessFacts, cause: unknown): SchemaHeroError {
  const reason = cause instanceof Error ? printable(cause.message) : String(cause);
  if (cause instanceof ProtocolError && cause.code === "protocol.proof") {
    return failure("plugin.proof", facts, "could not prove that it answers this start: it was ended", {
      hint: "Something between SchemaHero and the plugin changes what they say, or the plugin is faulty",
      cause,
    });
  }
  if (cause instanceof ProtocolError && cause.code === "protocol.frame") {
    return failure(
      "plugin.wrong-interface",
      facts,
      "is not a SchemaHero plugin: what it prints is not the protocol",
      {
        hint:
          "Check that the file is the plugin; a plugin must print nothing but frames to its standard output",
        detail: reason,
        cause,
      },
    );
  }
  return failure("plugin.handshake-failed", facts, `failed the handshake: ${reason}`, {
    hint: "The plugin is faulty: get another version of it or report this to its author",
    cause,
  });
}

/** The plugin speaks other versions of the protocol. Says who must be upgraded. */
export function versionsDoNotMeet(
  facts: ProcessFacts,
  theirs: { readonly min: number; readonly max: number },
): SchemaHeroError {
  const ours = PROTOCOL_VERSIONS;
  const both = `it speaks ${range(theirs)}, SchemaHero ${range(ours)}`;
  const data = { path: facts.candidate.path, plugin: theirs, core: ours };
  if (theirs.max < ours.min) {
    return failure("plugin.too-old", facts, `speaks only older versions of the protocol: ${both}`, {
      hint: "Upgrade the plugin",
      data,
    });
  }
  if (theirs.min > ours.max) {
    return failure("plugin.too-new", facts, `speaks only newer versions of the protocol: ${both}`, {
      hint: "Upgrade SchemaHero, or use an older version of the plugin",
      data,
    });
  }
  return failure("plugin.handshake-failed", facts, `refuses a version that it says it speaks: ${both}`, {
    hint: "The plugin is faulty: get another version of it or report this to its author",
    data,
  });
}

/** The process ended in the middle of a conversation. */
export function crashed(
  facts: ProcessFacts,
  doing: string,
  otherwise = "closed its output and had to be ended",
): SchemaHeroError {
  const how = facts.exit ? exitWords(facts.exit) : otherwise;
  const isOutOfTime = facts.exit?.signal === "SIGXCPU";
  return failure("plugin.crashed", facts, `crashed ${doing}: it ${how}`, {
    hint: (isOutOfTime ? "It used up its processor time: raise it with --plugin-cpu\n" : "") +
      "What the database had not committed was rolled back by it; look at the database before trying again",
    data: { path: facts.candidate.path, exit: facts.exit, outcome: "unknown" },
  });
}

/** The conversation was ended by the client: the protocol was broken, or a deadline passed. */
export function conversationEnded(facts: ProcessFacts, cause: Error): SchemaHeroError {
  const reason = printable(cause.message);
  const data = { path: facts.candidate.path, outcome: "unknown" };
  if (cause instanceof ProtocolError) {
    return failure("plugin.protocol", facts, `broke the protocol and was ended: ${reason}`, {
      hint: "The plugin is faulty: get another version of it or report this to its author",
      data,
      cause,
    });
  }
  if (cause instanceof PluginError && cause.code === "cancelled") {
    return failure("cancelled", facts, "did not answer when it was told to stop, and was ended", {
      hint: "Look at the database: what was running may or may not have been done",
      data,
      cause,
    });
  }
  if (cause instanceof PluginError && cause.code === "plugin.closed") {
    return new SchemaHeroError("plugin.closed", `${describeCandidate(facts.candidate)} was shut down`, {
      data,
      cause,
    });
  }
  return failure("plugin.hung", facts, `hung and was ended: ${reason}`, {
    hint: "Look at the database for what blocks it before trying again",
    data,
    cause,
  });
}

/** What a plugin answered to a request, as an error of the core. */
export function answered(facts: ProcessFacts, error: PluginError): SchemaHeroError {
  const { hint, statement, cause, sqlstate, position, retryable, data } = error.details;
  const message = printable(error.message);
  if (error.code === "plugin.crashed") {
    return failure("plugin.crashed", facts, `crashed: ${printable(cause ?? message)}`, {
      hint:
        "What the database had not committed was rolled back by it; look at the database before trying again",
      data: { path: facts.candidate.path, exit: facts.exit, outcome: "unknown" },
      cause: error,
    });
  }
  const refusal = facts.grants && refusalIn(printable(`${message}\n${cause ?? ""}`), facts.grants);
  if (refusal !== undefined && sqlstate === undefined) return refused(facts, refusal, error);
  const lines = [statement, cause].flatMap((text) => text === undefined ? [] : [printable(text)]);
  const ownHint = hint === undefined ? hintFor(error.code) : printable(hint);
  return new SchemaHeroError(error.code, message, {
    ...(ownHint !== undefined && { hint: ownHint }),
    ...(lines.length > 0 && { detail: lines.join("\n") }),
    data: { sqlstate, position, retryable, ...(isMap(data) ? data : { data }) },
    cause: error,
  });
}

/** A wall refused something that the plugin then took for a fault of the database. */
function refused({ candidate }: ProcessFacts, refusal: string, error: PluginError): SchemaHeroError {
  const said = error.details.cause ?? error.message;
  return new SchemaHeroError(
    "connection.denied",
    `${describeCandidate(candidate)} tried to ${refusal}: not granted`,
    {
      hint: hintFor("connection.denied") ?? "",
      detail: `It said: ${printable(said)}`,
      data: { path: candidate.path, refusal },
      cause: error,
    },
  );
}

/** Fixes for codes that a plugin may report without one. */
function hintFor(code: string): string | undefined {
  switch (code) {
    case "connection.failed":
      return "Check that the database runs and can be reached from this machine at the address above";
    case "connection.denied":
      return "SchemaHero lets a plugin touch only what the connection names; name the host, port or file in the URI or options";
    case "connection.peers":
      return "What a process may reach is settled when it connects: name these nodes in the connection, or run the command again";
    case "connection.authentication":
      return "Check user and password";
    default:
      return undefined;
  }
}

function failure(
  code: string,
  { candidate, stderr, grants }: ProcessFacts,
  what: string,
  options: {
    readonly hint: string;
    readonly detail?: string;
    readonly data?: unknown;
    readonly cause?: unknown;
  },
): SchemaHeroError {
  const refusal = grants && stderr && refusalIn(stderr, grants);
  const wall = refusal
    ? `The sandbox refused it to ${refusal}, which the connection does not name`
    : undefined;
  const tail = stderr === undefined ? undefined : `The end of its stderr:\n${stderr}`;
  const detail = [options.detail, wall, tail].filter((text) => text !== undefined).join("\n");
  return new SchemaHeroError(code, `${describeCandidate(candidate)} ${what}`, {
    hint: options.hint,
    ...(detail !== "" && { detail }),
    data: options.data ?? { path: candidate.path },
    cause: options.cause,
  });
}

function exitWords({ code, signal }: Exit): string {
  return signal === null ? `ended with exit code ${code}` : `was killed by ${signal}`;
}

function range({ min, max }: { readonly min: number; readonly max: number }): string {
  return min === max ? `protocol ${min}` : `protocols ${min} to ${max}`;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
