// The room that finds, starts and ends plugins, the only one that spawns. Everything that other rooms may use of it.
export type { Candidate, Origin } from "./candidate.ts";
export { describeCandidate, pluginFileName, readFileName } from "./candidate.ts";
export { type ConnectionInput, prepareConnection, type PreparedConnection } from "./connection.ts";
export { discover, mistakenNames, searchPlaces } from "./discover.ts";
export type { SearchPlace } from "./discover.ts";
export { engineOf } from "./known.ts";
export { Admission, type AdmittedFile } from "./admission.ts";
export { appendToLog, auditLine, type AuditRecord } from "./audit.ts";
export { digestFile, MAX_PLUGIN_BYTES } from "./admission/copy.ts";
export { platformOf } from "./admission/file_kind.ts";
export { digestsHere, isDigest, type LockEntry, readLock, writeLock } from "./admission/lock_file.ts";
export { type Weakness, weaknessOfFolder } from "./admission/place.ts";
export { forget } from "./admission/record.ts";
export { readKeys, sign, SIGNATURE_SUFFIX } from "./admission/signature.ts";
export { keysFolder, type Locks, ownLockPath, readLocks } from "./admission/standing.ts";
export { type Finding, verifyPlugins, verifyStore } from "./admission/verify.ts";
export { survey, type Surveyed } from "./survey.ts";
export { describePlugin, resolvePlugin } from "./resolve.ts";
export type { AskOptions, ResolvedPlugin } from "./resolve.ts";
export { type Installed, InstalledPlugins } from "./installed.ts";
export { type Network, readNetwork } from "./network.ts";
export { networksOf } from "./peers.ts";
export {
  type Deadlines,
  NO_GRANTS,
  PluginProcess,
  type StartOptions,
  startPlugin,
} from "./plugin_process.ts";
export { openSession, type Session } from "./session.ts";
export type { HostSettings } from "./settings.ts";
export { installSignalHandlers, type SignalHandlers } from "./signals.ts";
export { startUnconnected, type Unconnected } from "./unconnected.ts";
export { standingWalls } from "./walls/standing.ts";
