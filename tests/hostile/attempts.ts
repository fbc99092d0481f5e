// All attempts, in the order of the table.
import type { Attempt } from "./attempt.ts";
import { LEARNING, READING, WRITING } from "./attempts_files.ts";
import { NEEDED, NETWORK } from "./attempts_network.ts";
import { PROCESSES } from "./attempts_processes.ts";
import { LIES, MODULES, RESOURCES } from "./attempts_resources.ts";

export const ATTEMPTS: readonly Attempt[] = [
  ...NEEDED,
  ...READING,
  ...LEARNING,
  ...WRITING,
  ...NETWORK,
  ...PROCESSES,
  ...RESOURCES,
  ...LIES,
  ...MODULES,
];
