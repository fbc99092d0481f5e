// Who may run: a file is admitted once, by a lock, a signature, a flag or a person, its bytes are copied into the
// user's own store, and from then on it is started from there after a look at a few numbers. Nothing of a file runs
// before that, not even to ask it what it is. Plugins from source are part of this tree and need no admission.
import { dirname } from "node:path";
import { SchemaHeroError } from "../errors.ts";
import { identityOf } from "./admission/identity.ts";
import type { LockEntry } from "./admission/lock_file.ts";
import { weaknessOf, weaknessOfFolder } from "./admission/place.ts";
import { notAdmitted, notTheTrusted, otherFile, question, unsafePlace } from "./admission/refusal.ts";
import { checkMode, platformOf, statCandidate } from "./admission/file_kind.ts";
import { type Locks, readLocks, type Standing, standingOf } from "./admission/standing.ts";
import {
  type AdmittedFile,
  findStored,
  makeFolder,
  readIndex,
  storeFolder,
  type StoreIndex,
} from "./admission/store.ts";
import type { Draft } from "./admission/copy.ts";
import { type Candidate, describeCandidate } from "./candidate.ts";
import type { HostSettings } from "./settings.ts";

export type { AdmittedFile } from "./admission/store.ts";

/** How a file came to be admitted; `lock` leaves no trace of its own. */
type Reason = NonNullable<LockEntry["admitted"]> | "lock";

interface Decision {
  readonly reason: Reason;
  /** The file name of the key that signed it. */
  readonly key?: string;
}

/** The admissions of one run. Reads locks and index when they are first needed. */
export class Admission {
  readonly #settings: HostSettings;
  #locks: Locks | undefined;
  #index: StoreIndex | undefined;

  constructor(settings: HostSettings) {
    this.#settings = settings;
  }

  /**
   * The file to start, when the candidate's is the same as when it was admitted. Synchronous, hashes nothing, asks
   * nobody. Undefined for a file that {@linkcode admit} must look at, and for a plugin from source.
   * @throws {SchemaHeroError} plugin.not-found, plugin.unsafe-directory, plugin.lock-*
   */
  known(candidate: Candidate): AdmittedFile | undefined {
    if (candidate.form === "source") return undefined;
    const digest = this.digestOf(candidate);
    if (digest === undefined || !this.#isTrusted(digest)) return undefined;
    if (this.standing(candidate, digest).state !== "admitted") return undefined;
    checkPlace(candidate);
    return findStored(storeFolder(this.#settings), this.#known(), digest);
  }

  /** The digest of a candidate's file, as far as it is known without reading it. */
  digestOf(candidate: Candidate): string | undefined {
    return this.#known().sources[identityOf(statCandidate(candidate))];
  }

  /** What the locks say of a file. */
  standing(candidate: Candidate, digest: string): Standing {
    this.#locks ??= readLocks(this.#settings);
    return standingOf(candidate, digest, this.#locks, this.#settings);
  }

  /**
   * The file to start. Copies and hashes a file that is not known, and asks for it where that must be.
   * @param consent `given` when the user named the file to be trusted; it may then also have changed
   * @throws {SchemaHeroError} plugin.*
   */
  async admit(candidate: Candidate, consent?: "given"): Promise<AdmittedFile | undefined> {
    if (candidate.form === "source") return undefined;
    const known = this.known(candidate);
    if (known) return known;
    checkMode(candidate, statCandidate(candidate));
    checkPlace(candidate);
    const folder = storeFolder(this.#settings);
    await makeFolder(folder);
    const { draftOf, dropDraft, keep } = await import("./admission/copy.ts");
    const source = Deno.realPathSync(candidate.path);
    const draft = await draftOf(source, folder);
    try {
      const platform = await checkContent(candidate, draft);
      const decision = await this.#decide(candidate, draft, consent);
      const file = await keep(draft, folder);
      await this.#record(candidate, draft.digest, platform, decision);
      this.#index = undefined;
      this.#locks = undefined;
      return file;
    } catch (error) {
      await dropDraft(draft.path);
      throw error;
    }
  }

  async #decide(candidate: Candidate, draft: Draft, consent: "given" | undefined): Promise<Decision> {
    const { digest } = draft;
    const { trust, confirm } = this.#settings;
    if (consent !== "given" && !this.#isTrusted(digest)) {
      throw notTheTrusted(candidate, digest, String(trust));
    }
    const standing = this.standing(candidate, digest);
    if (standing.state === "admitted") {
      await checkProtocol(candidate, standing.entry);
      return { reason: "lock" };
    }
    if (standing.state === "mismatch") throw otherFile(candidate, digest, standing);
    const { badSignature, checkSignature } = await import("./admission/signature.ts");
    const signature = await checkSignature(candidate.path, digest, this.#settings);
    if (signature.state === "bad") {
      throw badSignature(describeCandidate(candidate), candidate.path, signature.reason);
    }
    if (signature.state === "good") return { reason: "signature", key: signature.key };
    if (consent === "given") return { reason: "command" };
    if (trust === digest) return { reason: "flag" };
    if (standing.state === "changed") throw otherFile(candidate, digest, standing);
    if (trust === true) return { reason: "flag" };
    if (candidate.origin === "document") throw notAdmitted(candidate, digest, "document");
    const weakness = weaknessOf(Deno.realPathSync(candidate.path));
    if (weakness) throw notAdmitted(candidate, digest, weakness);
    if (!confirm) throw notAdmitted(candidate, digest, "nobody-to-ask");
    const { sizeBytes } = draft;
    const asked = question(candidate, { digest, sizeBytes, signature, sandbox: this.#settings.sandbox });
    if (await confirm(asked)) {
      return { reason: "asked" };
    }
    throw notAdmitted(candidate, digest, "declined");
  }

  /** Writes into the user's own lock what was decided. What a lock said already is not written again. */
  async #record(
    candidate: Candidate,
    digest: string,
    platform: string,
    { reason, key }: Decision,
  ): Promise<void> {
    const { dropOldCopies, recordAdmitted } = await import("./admission/record.ts");
    if (reason === "lock") return await dropOldCopies(this.#settings);
    const how = { admitted: reason, ...(key && { key }) };
    await recordAdmitted(candidate, digest, platform, how, this.#settings).catch((error) => {
      if (error instanceof SchemaHeroError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      this.#settings.log?.(
        "warning",
        `the admission holds for this run only, it cannot be written down: ${why}`,
      );
    });
    this.#settings.log?.("info", `${describeCandidate(candidate)} was admitted (${reason}): ${digest}`);
  }

  /** False when `--trust` names another file than this: then nothing else counts. */
  #isTrusted(digest: string): boolean {
    const { trust } = this.#settings;
    return typeof trust !== "string" || trust === digest;
  }

  #known(): StoreIndex {
    return this.#index ??= readIndex(storeFolder(this.#settings));
  }
}

/** A file's own content, before anything of it is kept. Returns the platform that its digest is good for. */
async function checkContent(candidate: Candidate, draft: Draft): Promise<string> {
  if (candidate.form === "portable") {
    const { checkBundle } = await import("./admission/portable_imports.ts");
    await checkBundle(candidate, draft.path);
  }
  return platformOf(candidate, draft.path);
}

/** Says who must be upgraded, where a lock knows it before anything is started. */
async function checkProtocol(candidate: Candidate, { protocol }: LockEntry): Promise<void> {
  if (!protocol) return;
  const { PROTOCOL_VERSIONS } = await import("../../protocol/messages.ts");
  if (protocol.min <= PROTOCOL_VERSIONS.max && protocol.max >= PROTOCOL_VERSIONS.min) return;
  const { versionsDoNotMeet } = await import("./failure.ts");
  throw versionsDoNotMeet({ candidate, exit: undefined, stderr: undefined }, protocol);
}

/** @throws {SchemaHeroError} plugin.unsafe-directory when others may write the file or its folder */
function checkPlace(candidate: Candidate): void {
  const weaknesses = [
    weaknessOf(Deno.realPathSync(candidate.path)),
    weaknessOfFolder(dirname(candidate.path)),
  ];
  const writable = weaknesses.find((weakness) => weakness?.kind === "writable");
  if (writable) throw unsafePlace(candidate, writable);
}
