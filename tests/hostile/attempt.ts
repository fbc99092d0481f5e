// What an attempt is: something that a plugin must not be able to do, who tries it, how it would show, and what is
// expected of the walls. Data and types only; attempts_*.ts hold the list, core.ts makes the attempts.
import type { Limits } from "../../core/host/walls/limits.ts";

/** The forms of hostile plugins, in the order of the table. */
export const FORMS = ["native", "compiled", "portable", "dependency"] as const;

/**
 * `native`: C. `compiled`: TypeScript with every permission baked in and no launcher. `portable`: a bundle that the
 * core runs in its own runtime. `dependency`: malicious code in the engine of an honest plugin with its launcher.
 */
export type FormName = typeof FORMS[number];

/** What stands in the way. */
export type Wall =
  | "Landlock"
  | "seccomp"
  | "limit"
  | "Worker"
  | "runtime"
  | "admission"
  | "protocol"
  | "core";

/** What is expected of an attempt by one form. */
export type Expectation =
  /** It fails, and this is what the plugin is told. */
  | { readonly stoppedBy: Wall; readonly told?: string }
  /** It succeeds, walls or not. The text says what is open. */
  | { readonly open: string }
  /** It succeeds, because a connection needs it: walls that stop everything would prove nothing. */
  | { readonly works: true }
  /** The form has no way to try. */
  | { readonly cannot: string };

/** What the plugin finds on the machine. The nonce is in everything that must not be read. */
export interface Facts {
  readonly nonce: string;
  /** Name of processes that an attempt starts; at most 15 letters. */
  readonly marker: string;
  /** The folder in which everything lies that is not the plugin's business. */
  readonly folder: string;
  /** The one file that the connection is granted. */
  readonly database: string;
  /** The program of the core, which ends with the nonce. */
  readonly program: string;
  /** The store of admitted plugins, and another plugin in it. */
  readonly store: string;
  readonly another: string;
  /** The core's process, and where its environment lies in memory. */
  readonly core: number;
  readonly environmentAt: readonly [start: string, lengthBytes: number];
  /** Another process of the same user. */
  readonly bystander: number;
  /** Listeners: the one of the connection, on 127.0.0.1, and others. */
  readonly ports: Readonly<Record<"granted" | "other" | "udp", number>>;
  readonly socket: string;
  /** A unix socket of datagrams, as that of syslog is. */
  readonly datagramSocket: string;
  readonly abstractSocket: string;
}

/** What was seen from outside of an attempt. */
export interface Seen {
  /** What the plugin answered; what went wrong when it did not. */
  readonly answer: string;
  /** The plugin knew something that was not for it. */
  readonly stolen: boolean;
  /** Listeners that heard the nonce. */
  readonly heard:
    readonly ("granted" | "other" | "otherHost" | "udp" | "socket" | "datagrams" | "abstract")[];
  /** Files that are not as they were, by name, relative to the folder. */
  readonly changed: readonly string[];
  /** Processes with the marker: the most at a time, and those that outlived the plugin. */
  readonly marked: number;
  readonly outlived: number;
  readonly signals: number;
  readonly isTraced: boolean;
  readonly isLimited: boolean;
  readonly isSlowed: boolean;
  readonly isPinned: boolean;
  /** A connection could be made to the port in the answer. */
  readonly isReachable: boolean;
  readonly peakMegabytes: number;
  readonly cpuSeconds: number;
  readonly openFiles: number;
  readonly threads: number;
  readonly receivedMegabytes: number;
  /** The core took what the plugin said for an answer. */
  readonly isBelieved: boolean;
}

/** One attempt. */
export interface Attempt {
  /** What the plugin does, to follow "a plugin ...". */
  readonly name: string;
  readonly group: string;
  /** The name of the act in the plugins. */
  readonly act: string;
  readonly args: (facts: Facts) => Readonly<Record<string, string | number>>;
  /** True when it was done. */
  readonly evidence: (seen: Seen) => boolean;
  readonly forms: Readonly<Record<FormName, Expectation>>;
  /** Without walls it is also tried without these. */
  readonly limits?: Partial<Limits>;
  /** True when the connection may only read its file. */
  readonly readsOnly?: true;
  /** True when the connection goes through a unix socket. */
  readonly throughSocket?: true;
  /** Only root can do it at all. */
  readonly needsRoot?: true;
  /** What it does would show in another attempt's evidence. */
  readonly runsAlone?: true;
  /** The file system of the machine may not have it. */
  readonly mayBeImpossible?: string;
  /** It is shown by hand, without a core: what is to be stopped is something that the core believes. */
  readonly controlByHand?: true;
}

/** Expectations by name, for the lists. */
export const LANDLOCK: Expectation = { stoppedBy: "Landlock", told: "EACCES" };
export const SECCOMP: Expectation = { stoppedBy: "seccomp", told: "EPERM" };
export const WORKS: Expectation = { works: true };
export const WORKER: Expectation = { stoppedBy: "Worker", told: "NotCapable" };
export const NATIVE_ONLY: Expectation = { cannot: "no such call" };

/** The same for the forms in which a Worker stands before the kernel's walls. */
export function forms(
  native: Expectation,
  compiled: Expectation = native,
  portable: Expectation = WORKER,
  dependency: Expectation = portable,
): Attempt["forms"] {
  return { native, compiled, portable, dependency };
}

/** For what JavaScript has no call for. */
export function nativeOnly(native: Expectation): Attempt["forms"] {
  return { native, compiled: NATIVE_ONLY, portable: NATIVE_ONLY, dependency: NATIVE_ONLY };
}
