// One record of each start of a plugin: which file ran and what it was let touch. Written down by whoever the settings
// name; holds no secrets.
import { join } from "node:path";
import type { Grants } from "../../protocol/messages.ts";
import type { AdmittedFile } from "./admission.ts";
import { ownFolder } from "./admission/store.ts";
import type { Candidate } from "./candidate.ts";
import type { HostSettings } from "./settings.ts";

/** When a log is longer it becomes the old one, in bytes. */
const MAX_LOG_BYTES = 1024 * 1024;

/** One start. */
export interface AuditRecord {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly plugin: string;
  readonly form: Candidate["form"];
  /** Where the plugin was found. */
  readonly path: string;
  /** `sha256:<hex>` of what ran; absent for a plugin from source. */
  readonly digest?: string;
  readonly pid: number;
  readonly sandbox: string;
  readonly grants: Grants;
}

/** The record of a start that has just happened. */
export function auditRecord(
  candidate: Candidate,
  file: AdmittedFile | undefined,
  pid: number,
  grants: Grants,
  settings: HostSettings,
): AuditRecord {
  return {
    time: new Date().toISOString(),
    plugin: candidate.name,
    form: candidate.form,
    path: candidate.path,
    ...(file && { digest: file.digest }),
    pid,
    sandbox: settings.sandbox ?? "best-effort",
    grants,
  };
}

/** A record in one line for people. */
export function auditLine({ plugin, digest, pid, sandbox, grants }: AuditRecord): string {
  const { net, read, write } = grants;
  const readOnly = read.filter((path) => !write.includes(path));
  const lists = [["connect to", net], ["read", readOnly], ["read and write", write]] as const;
  const words = lists.flatMap(([verb, items]) => items.length === 0 ? [] : [`${verb} ${items.join(", ")}`]);
  const may = words.length === 0 ? "touch nothing" : words.join("; ");
  const file = digest === undefined ? "from source" : `${digest.slice(0, "sha256:".length + 12)}...`;
  return `schemahero-${plugin} (${file}, process ${pid}, sandbox ${sandbox}) may ${may}`;
}

/** Adds a record to the log in the user's folder, as a line of JSON. A home that cannot be written has no log. */
export function appendToLog(record: AuditRecord, settings: HostSettings): void {
  const folder = ownFolder(settings);
  if (folder === undefined) return;
  const path = join(folder, "audit.log");
  try {
    makeFolder(folder);
    using file = Deno.openSync(path, { append: true, create: true, mode: 0o600 });
    file.writeSync(new TextEncoder().encode(`${JSON.stringify(record)}\n`));
    if (file.statSync().size > MAX_LOG_BYTES) Deno.renameSync(path, `${path}.old`);
  } catch {
    // nothing else depends on it
  }
}

function makeFolder(folder: string): void {
  try {
    Deno.mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
}
