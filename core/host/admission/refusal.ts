// The words in which a file is refused, each with its fix, and the question whether it may run.
import { SchemaHeroError } from "../../errors.ts";
import { type Candidate, describeCandidate } from "../candidate.ts";
import { printable } from "../stderr_tail.ts";
import { shellWord, type Weakness } from "./place.ts";
import type { HostSettings } from "../settings.ts";
import type { SignatureState } from "./signature.ts";
import type { Standing } from "./standing.ts";

/** Others could change the file. */
export function unsafePlace(candidate: Candidate, weakness: Weakness): SchemaHeroError {
  const which = weakness.path === candidate.path ? "it" : weakness.path;
  return new SchemaHeroError(
    "plugin.unsafe-directory",
    `${describeCandidate(candidate)} is refused: ${which} ${weakness.what}`,
    { hint: `Close it to others: ${weakness.fix}`, data: { path: weakness.path } },
  );
}

/** The file is not the one that a lock names. */
export function otherFile(
  candidate: Candidate,
  digest: string,
  standing: Extract<Standing, { readonly state: "changed" | "mismatch" }>,
): SchemaHeroError {
  const { lock, expected, state } = standing;
  const label = describeCandidate(candidate);
  const word = shellWord(candidate.path);
  const lines = expected.length === 0
    ? [`  ${lock} names no file for this platform`]
    : expected.map((each) => `  admitted ${each}`);
  const options = {
    detail: [...lines, `  found    ${digest}`].join("\n"),
    data: { path: candidate.path, found: digest, expected, lock },
  };
  if (state === "changed") {
    return new SchemaHeroError("plugin.changed", `${label} is not the file that you admitted`, {
      ...options,
      hint: `If it was you who changed or upgraded it: schemahero plugin trust ${word}\n` +
        "If not, get the file anew from where it comes from",
    });
  }
  return new SchemaHeroError("plugin.lock-mismatch", `${label} is not the file that ${lock} names`, {
    ...options,
    hint: "Get the version that the lock names; or, if the lock is to follow: " +
      `schemahero plugin lock --file ${shellWord(lock)}`,
  });
}

/** `--trust sha256:...` names another file. */
export function notTheTrusted(candidate: Candidate, digest: string, trusted: string): SchemaHeroError {
  return new SchemaHeroError(
    "plugin.not-admitted",
    `${describeCandidate(candidate)} is not the file that --trust names`,
    {
      detail: `  trusted  ${trusted}\n  found    ${digest}`,
      hint: "Get the right file, or give its digest to --trust",
      data: { path: candidate.path, found: digest, expected: [trusted] },
    },
  );
}

/** Nobody has said yet that the file may run. */
export function notAdmitted(
  candidate: Candidate,
  digest: string,
  why: "nobody-to-ask" | "declined" | "document" | Weakness,
): SchemaHeroError {
  const label = describeCandidate(candidate);
  const trust = `schemahero plugin trust ${shellWord(candidate.path)}`;
  const message = why === "declined"
    ? `${label} was not admitted`
    : why === "document"
    ? `${label} is named by a document and lies outside the plugin directories: it was not admitted`
    : why === "nobody-to-ask"
    ? `${label} has not been admitted yet, and there is nobody to ask: this is not a terminal`
    : `${label} was not admitted: ${why.path} ${why.what}`;
  const pipeline =
    "In a pipeline: give --trust, or name a lock of known files with --plugins-lock (schemahero plugin lock makes it)";
  return new SchemaHeroError("plugin.not-admitted", message, {
    detail: `  found    ${digest}`,
    hint: why === "declined"
      ? `To admit it later: ${trust}`
      : `If you trust this file: ${trust}\n${pipeline}`,
    data: { path: candidate.path, found: digest },
  });
}

/** What a person is asked before a file runs for the first time. */
export function question(
  candidate: Candidate,
  facts: {
    readonly digest: string;
    readonly sizeBytes: number;
    readonly signature: SignatureState;
    readonly sandbox: HostSettings["sandbox"];
  },
): string {
  const { digest, sizeBytes, signature, sandbox } = facts;
  const signed = signature.state === "unknown-key"
    ? `by keys that you have not configured: ${signature.keyIds.join(", ")}`
    : "no";
  return [
    `A plugin is to run for the first time: schemahero-${printable(candidate.name)}`,
    `  file    ${printable(candidate.path)} (${(sizeBytes / 1e6).toFixed(1)} MB)`,
    `  digest  ${digest}`,
    `  signed  ${signed}`,
    sandbox === "off"
      ? "The sandbox is off: it will be able to do whatever you can."
      : "It will be allowed to touch the one database that it is started for.",
    "Exactly this file is admitted; a changed one is refused.",
    "Do you trust it? [y/N] ",
  ].join("\n");
}
