// Brings the file of a plugin from a registry: what a reference names for this machine, verified.
import type { Part } from "./artifact.ts";
import { chooseManifest, INDEX_TYPE, MANIFEST_TYPE, readManifest } from "./artifact.ts";
import { SchemaHeroError } from "../errors.ts";
import { type Reference, referenceText } from "./reference.ts";
import type { Repository } from "./registry.ts";

/** A file that can be had. */
export interface Offer extends Pick<Part, "form" | "digest" | "sizeBytes"> {
  /** The reference with the digest of what it names now: an index where there is one. */
  readonly pinned: Reference;
}

/**
 * Finds out what a reference names for this machine, without bringing it.
 * @throws {SchemaHeroError} registry.*
 */
export async function findPlugin(repository: Repository, reference: Reference): Promise<Offer> {
  const where = referenceText(reference);
  const top = await repository.manifest(reference.digest ?? reference.tag ?? "latest");
  const pinned = { ...reference, digest: top.digest };
  const manifest = top.mediaType === INDEX_TYPE
    ? await repository.manifest(chooseManifest(top.bytes, where).digest)
    : top;
  if (manifest.mediaType !== MANIFEST_TYPE) {
    throw new SchemaHeroError(
      "registry.wrong-artifact",
      `${where} is ${manifest.mediaType || "of no known type"}`,
      {
        hint: "A plugin is an OCI image manifest, or an index of them",
      },
    );
  }
  return { ...readManifest(manifest.bytes, where), pinned };
}

/**
 * Brings the file to a path where nothing is. The path is its own only when all is there and right; else nothing is.
 * @throws {SchemaHeroError} registry.*
 */
export async function bring(
  repository: Repository,
  offer: Offer,
  path: string,
  progress?: (bytes: number) => void,
): Promise<void> {
  try {
    using file = await Deno.open(path, { write: true, createNew: true, mode: 0o600 });
    await repository.download(offer, file, progress);
    if (Deno.build.os !== "windows") await Deno.chmod(path, 0o755);
  } catch (error) {
    await Deno.remove(path).catch(() => {}); // it may not have been made
    throw error;
  }
}
