// Reads every byte again: the plugins that are found, and the copies in the store. What a start takes on the word of
// a few numbers is here compared by digest.
import { join } from "node:path";
import { SchemaHeroError } from "../../errors.ts";
import { Admission } from "../admission.ts";
import type { Candidate } from "../candidate.ts";
import { discover } from "../discover.ts";
import type { HostSettings } from "../settings.ts";
import { digestFile } from "./copy.ts";
import { identityOf, lookAt } from "./identity.ts";
import { shellWord, weaknessOf } from "./place.ts";
import { checkSignature } from "./signature.ts";
import { checkFolder, FILE_MODE, readIndex, storedPath, storeFolder } from "./store.ts";

/** What was found of one file. */
export interface Finding {
  readonly path: string;
  readonly isGood: boolean;
  /** What was found, in a few words. */
  readonly what: string;
  /** `sha256:<hex>`, where it could be read. */
  readonly digest?: string;
  readonly signature?: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** Compares every plugin that is found with locks and signatures. @throws {SchemaHeroError} plugin.lock-* */
export async function verifyPlugins(settings: HostSettings): Promise<readonly Finding[]> {
  const admission = new Admission(settings);
  const findings: Finding[] = [];
  for (const candidate of discover(settings)) {
    if (candidate.form !== "source") findings.push(await verifyPlugin(candidate, admission, settings));
  }
  return findings;
}

async function verifyPlugin(
  candidate: Candidate,
  admission: Admission,
  settings: HostSettings,
): Promise<Finding> {
  const { path } = candidate;
  const trust = `schemahero plugin trust ${shellWord(path)}`;
  try {
    const digest = await digestFile(path);
    const weakness = weaknessOf(await Deno.realPath(path));
    if (weakness?.kind === "writable") {
      return { path, digest, isGood: false, what: `${weakness.path} ${weakness.what}`, fix: weakness.fix };
    }
    const signature = await checkSignature(path, digest, settings);
    const signed = signature.state === "good"
      ? `signed by ${signature.key}`
      : signature.state === "unknown-key"
      ? `signed by a key that is not configured (${signature.keyIds.join(", ")})`
      : "not signed";
    const facts = { path, digest, signature: signed };
    if (signature.state === "bad") {
      return { ...facts, isGood: false, what: signature.reason, fix: "get the file and its signature anew" };
    }
    const standing = admission.standing(candidate, digest);
    switch (standing.state) {
      case "admitted":
        return { ...facts, isGood: true, what: `as ${standing.lock} says` };
      case "unknown":
        return { ...facts, isGood: true, what: "not admitted yet", fix: trust };
      case "changed":
        return { ...facts, isGood: false, what: `not the file that ${standing.lock} admits`, fix: trust };
      case "mismatch": {
        const fix = `get the version that the lock names, or: schemahero plugin lock --file ${
          shellWord(standing.lock)
        }`;
        return { ...facts, isGood: false, what: `not the file that ${standing.lock} names`, fix };
      }
    }
  } catch (error) {
    if (!(error instanceof SchemaHeroError) && !(error instanceof Deno.errors.NotFound)) throw error;
    return { path, isGood: false, what: error.message, fix: "the file is gone, or may not be read" };
  }
}

/** Compares every copy in the store with its name. @throws {SchemaHeroError} plugin.store-unsafe, plugin.no-store */
export async function verifyStore(settings: HostSettings): Promise<readonly Finding[]> {
  const folder = storeFolder(settings);
  if (!lookAt(folder)) return [];
  checkFolder(folder);
  const { files } = readIndex(folder);
  const findings: Finding[] = [];
  const names = (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).sort();
  for (const name of names) {
    const [hex = ""] = name.split(".", 1);
    if (!/^[0-9a-f]{64}$/.test(hex)) continue; // a draft of a run that is at it
    const path = join(folder, name);
    const facts = lookAt(path);
    if (!facts?.isFile || path !== storedPath(folder, `sha256:${hex}`)) {
      findings.push({ path, isGood: false, what: "is not a file of the store", fix: removal(path) });
      continue;
    }
    const digest = await digestFile(path);
    const isSame = digest === `sha256:${hex}`;
    const isAsPut = (Deno.build.os === "windows" || (Number(facts.mode) & 0o7777) === FILE_MODE) &&
      identityOf(facts) === files[hex];
    if (!isSame) {
      findings.push({ path, digest, isGood: false, what: "is not what its name says", fix: removal(path) });
    } else {
      const what = isAsPut ? "whole" : "whole; it was touched, and will be copied anew when it is needed";
      findings.push({ path, digest, isGood: true, what });
    }
  }
  return findings;
}

function removal(path: string): string {
  return `rm -f ${shellWord(path)} (it is copied anew when it is needed)`;
}
