// Attempts to use up the machine, and to tell the core what is not so.
import { type Attempt, type Expectation, forms, LANDLOCK, nativeOnly, SECCOMP } from "./attempt.ts";

const group = "Resources";
const MEMORY = 640 * 1024 ** 2;
const NO_MEMORY: Expectation = { stoppedBy: "limit", told: "ENOMEM" };
/** It is killed, or runs out of memory and ends. */
const ENDED: Expectation = { stoppedBy: "limit" };
const LIED: Expectation = { stoppedBy: "protocol", told: "plugin.protocol" };

/** Resources. */
export const RESOURCES: readonly Attempt[] = [
  {
    group,
    name: "takes memory past its limit (1.2 GB where 640 MiB are allowed)",
    act: "memory",
    args: () => ({ megabytes: 1200 }),
    limits: { memoryBytes: MEMORY },
    evidence: ({ peakMegabytes }) => peakMegabytes > 1000,
    runsAlone: true,
    forms: forms(NO_MEMORY, ENDED, ENDED),
  },
  {
    group,
    name: "takes shared memory, which no limit counts",
    act: "shared-memory",
    args: () => ({ megabytes: 1200 }),
    limits: { memoryBytes: MEMORY },
    evidence: ({ peakMegabytes }) => peakMegabytes > 1000,
    runsAlone: true,
    forms: nativeOnly(SECCOMP),
  },
  {
    group,
    name: "takes memory as a file without a name, which no limit counts",
    act: "file-in-memory",
    args: () => ({ megabytes: 1200 }),
    limits: { memoryBytes: MEMORY },
    evidence: ({ peakMegabytes }) => peakMegabytes > 1000,
    runsAlone: true,
    forms: nativeOnly(SECCOMP),
  },
  {
    group,
    name: "works past its processor time (4 s where 1 is allowed)",
    act: "burn",
    args: () => ({ seconds: 4 }),
    limits: { cpuSeconds: 1 },
    evidence: ({ cpuSeconds }) => cpuSeconds > 3.5,
    forms: forms(ENDED, ENDED, ENDED),
  },
  {
    group,
    name: "opens files without end (1000 where 256 are allowed)",
    act: "open-files",
    args: () => ({ count: 1000 }),
    evidence: ({ openFiles }) => openFiles >= 1000,
    forms: forms({ stoppedBy: "limit", told: "EMFILE" }),
  },
  {
    group,
    name: "fills the disk (a file of 64 MB)",
    act: "fill",
    args: ({ folder }) => ({ path: `${folder}/new`, megabytes: 64 }),
    evidence: ({ changed }) => changed.includes("new"),
    forms: forms(LANDLOCK),
  },
  {
    group,
    name: "fills the disk through its own database (64 MB)",
    act: "fill",
    args: ({ database }) => ({ path: database, megabytes: 64 }),
    evidence: ({ changed }) => changed.includes("database"),
    forms: forms(
      { open: "a database may grow as far as the disk reaches" },
      { open: "a database may grow as far as the disk reaches" },
      { open: "a database may grow as far as the disk reaches" },
    ),
  },
  {
    group,
    name: "sends without end (12 MB where 2 are allowed)",
    act: "output",
    args: () => ({ megabytes: 12 }),
    limits: { outputBytes: 2 * 1024 ** 2 },
    evidence: ({ receivedMegabytes }) => receivedMegabytes > 11,
    forms: forms({ stoppedBy: "core" }, { stoppedBy: "core" }, { stoppedBy: "core" }),
  },
];

/** Lies. */
export const LIES: readonly Attempt[] = [
  {
    group: "Lies",
    name: "announces a frame of 2 GB",
    act: "lie",
    args: () => ({}),
    evidence: ({ isBelieved }) => isBelieved,
    controlByHand: true,
    forms: forms(LIED, LIED, { cannot: "its frames are the launcher's" }),
  },
  {
    group: "Lies",
    name: "answers what nobody asked",
    act: "answer-unasked",
    args: () => ({}),
    evidence: ({ isBelieved }) => isBelieved,
    controlByHand: true,
    forms: forms(LIED, LIED, LIED),
  },
];

/** Ways to load code, and with it what may not be read, at run time. */
export const MODULES: readonly Attempt[] = [
  {
    group: "Modules",
    name: "imports a JSON file from a function made of text",
    act: "function-import",
    args: ({ folder }) => ({ url: `file://${folder}/secret.json` }),
    evidence: ({ stolen }) => stolen,
    forms: {
      native: { cannot: "no modules" },
      compiled: { stoppedBy: "Landlock" },
      portable: { stoppedBy: "runtime", told: "EvalError" },
      dependency: { stoppedBy: "Landlock" },
    },
  },
  {
    group: "Modules",
    name: "imports a JSON file in a Worker of its own",
    act: "nested-worker",
    args: ({ folder }) => ({ url: `file://${folder}/secret.json` }),
    evidence: ({ stolen }) => stolen,
    forms: {
      native: { cannot: "no modules" },
      compiled: { stoppedBy: "Landlock" },
      portable: { stoppedBy: "Worker", told: "TypeError" },
      dependency: { stoppedBy: "Worker", told: "TypeError" },
    },
  },
  {
    group: "Modules",
    name: "imports a JSON file in a Worker of Node's (getBuiltinModule, worker_threads)",
    act: "builtin-worker",
    args: ({ folder }) => ({ url: `file://${folder}/secret.json` }),
    evidence: ({ stolen }) => stolen,
    forms: {
      native: { cannot: "no modules" },
      compiled: { stoppedBy: "Landlock" },
      portable: { stoppedBy: "Worker", told: "TypeError" },
      dependency: { stoppedBy: "Worker", told: "TypeError" },
    },
  },
  {
    group: "Modules",
    name: "requires a JSON file (getBuiltinModule, createRequire)",
    act: "builtin-require",
    args: ({ folder }) => ({ path: `${folder}/secret.json` }),
    evidence: ({ stolen }) => stolen,
    mayBeImpossible: "this version of Deno requires only what is in a compiled program",
    forms: {
      native: { cannot: "no modules" },
      compiled: { stoppedBy: "Landlock" },
      portable: { stoppedBy: "Worker", told: "TypeError" },
      dependency: { stoppedBy: "Worker", told: "TypeError" },
    },
  },
];
