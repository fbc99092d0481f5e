// Attempts on processes: offspring that the core does not know, the core itself, others of the user.
import { type Attempt, type Facts, forms, LANDLOCK, nativeOnly, SECCOMP, WORKER } from "./attempt.ts";

const group = "Processes";
const marked = ({ marker }: Facts) => ({ marker });
const SIGNAL = { stoppedBy: "Landlock", told: "EPERM" } as const;

/** Processes. */
export const PROCESSES: readonly Attempt[] = [
  {
    group,
    name: "starts a program",
    act: "spawn",
    args: marked,
    evidence: ({ marked }) => marked > 0,
    forms: forms(SECCOMP),
  },
  {
    group,
    name: "starts a program without fork (posix_spawn)",
    act: "posix-spawn",
    args: marked,
    evidence: ({ marked }) => marked > 0,
    forms: nativeOnly(SECCOMP),
  },
  {
    group,
    name: "becomes another program (exec)",
    act: "exec",
    args: marked,
    evidence: ({ marked }) => marked > 0,
    forms: nativeOnly(LANDLOCK),
  },
  {
    group,
    name: "becomes another program through the loader of libraries",
    act: "exec-loader",
    args: marked,
    evidence: ({ marked }) => marked > 0,
    forms: nativeOnly({
      open: "programs among the system's libraries may be executed, behind the same walls",
    }),
  },
  {
    group,
    name: "leaves a process that outlives it (setsid, double fork)",
    act: "flee",
    args: marked,
    evidence: ({ outlived }) => outlived > 0,
    forms: forms(SECCOMP),
  },
  {
    group,
    name: "forks without end (200)",
    act: "forks",
    args: ({ marker }) => ({ marker, count: 200 }),
    evidence: ({ marked }) => marked >= 20,
    forms: forms(SECCOMP),
  },
  {
    group,
    name: "starts threads without end (400)",
    act: "threads",
    args: () => ({ count: 400 }),
    evidence: ({ threads }) => threads >= 400,
    forms: nativeOnly({ open: "threads, as far as its memory reaches" }),
  },
  {
    group,
    name: "sends the core a signal",
    act: "signal",
    args: ({ core }) => ({ pid: core }),
    evidence: ({ signals }) => signals > 0,
    runsAlone: true,
    // Deno asks for the permission to start programs, which the Worker has not.
    forms: forms(SIGNAL, { ...SIGNAL, told: "PermissionDenied" }, WORKER),
  },
  {
    group,
    name: "sends a thread of the core a signal",
    act: "signal-thread",
    args: ({ core }) => ({ pid: core }),
    evidence: ({ signals }) => signals > 0,
    runsAlone: true,
    forms: nativeOnly(SIGNAL),
  },
  {
    group,
    name: "queues a signal for the core",
    act: "signal-queue",
    args: ({ core }) => ({ pid: core }),
    evidence: ({ signals }) => signals > 0,
    runsAlone: true,
    forms: nativeOnly(SIGNAL),
  },
  {
    group,
    name: "takes hold of another process (ptrace)",
    act: "trace",
    args: ({ bystander }) => ({ pid: bystander }),
    evidence: ({ isTraced }) => isTraced,
    forms: nativeOnly(SECCOMP),
  },
  {
    group,
    name: "reads the core's memory",
    act: "read-memory",
    args: ({ core, environmentAt: [address, length] }) => ({ pid: core, address, length }),
    evidence: ({ stolen }) => stolen,
    forms: nativeOnly(SECCOMP),
  },
  {
    group,
    name: "limits another process (prlimit)",
    act: "limit-process",
    args: ({ bystander }) => ({ pid: bystander }),
    evidence: ({ isLimited }) => isLimited,
    forms: nativeOnly(SECCOMP),
  },
  {
    group,
    name: "slows another process down (setpriority)",
    act: "slow-process",
    args: ({ bystander }) => ({ pid: bystander }),
    evidence: ({ isSlowed }) => isSlowed,
    forms: nativeOnly(SECCOMP),
  },
];
