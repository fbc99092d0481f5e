// What a plugin looks like in a registry: an OCI image index of manifests, one for each platform and one for the
// portable form; each manifest has one layer, which is the plugin's file as it is. So a layer's digest is the digest
// in plugins.lock, and there is no archive that could unpack to anything else.
// Sources: OCI Image Specification 1.1 (manifest.md, image-index.md, "Guidelines for Artifact Usage").
import { array, check, int, object, optional, record, type Schema, string } from "../../protocol/schema.ts";
import { SchemaHeroError } from "../errors.ts";
import { isDigest, MAX_PLUGIN_BYTES } from "../host/mod.ts";

/** The kind of artifact, for other tools. */
export const ARTIFACT_TYPE = "application/vnd.schemahero.plugin.v1";
/** The media types of the file itself. */
export const LAYER_TYPE = {
  executable: "application/vnd.schemahero.plugin.executable.v1",
  portable: "application/vnd.schemahero.plugin.portable.v1+javascript",
} as const;
/** The media types of the OCI Image Specification. */
export const MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
export const INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
const EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
/** The annotation in which other tools look for a file's name. */
const TITLE = "org.opencontainers.image.title";
const VERSION = "org.opencontainers.image.version";
const ENGINES = "io.schemahero.plugin.engines";

/** The content of an artifact that has no configuration: `{}`. */
export const EMPTY: Uint8Array<ArrayBuffer> = new TextEncoder().encode("{}");

/** Points to a blob or manifest. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly artifactType?: string | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly platform?: Platform | undefined;
}

/** In Go's words, as the specification wants them. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
}

/** The file of one platform. */
export interface Part {
  readonly form: keyof typeof LAYER_TYPE;
  /** Absent for the portable form. */
  readonly platform?: Platform;
  /** `schemahero-<name>` and what its form adds. */
  readonly fileName: string;
  readonly digest: string;
  readonly sizeBytes: number;
}

const OS: Readonly<Record<string, string>> = { linux: "linux", darwin: "darwin", windows: "windows" };
const ARCHITECTURE: Readonly<Record<string, string>> = { "x86_64": "amd64", aarch64: "arm64" };

/** This machine in the specification's words. */
export const THIS_PLATFORM: Platform = {
  os: OS[Deno.build.os] ?? Deno.build.os,
  architecture: ARCHITECTURE[Deno.build.arch] ?? Deno.build.arch,
};

/** The manifest of one file. */
export function manifestOf(
  part: Part,
  version: string,
  emptyDigest: string,
  engines: readonly string[],
): Record<string, unknown> {
  return {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    artifactType: ARTIFACT_TYPE,
    config: { mediaType: EMPTY_TYPE, digest: emptyDigest, size: EMPTY.length, data: "e30=" },
    layers: [{
      mediaType: LAYER_TYPE[part.form],
      digest: part.digest,
      size: part.sizeBytes,
      annotations: { [TITLE]: part.fileName },
    }],
    annotations: { [VERSION]: version, [ENGINES]: engines.join(",") },
  };
}

/** The index over the manifests of all forms. */
export function indexOf(
  manifests: readonly (Pick<Part, "platform"> & Pick<Descriptor, "digest" | "size">)[],
  version: string,
  engines: readonly string[],
): Record<string, unknown> {
  return {
    schemaVersion: 2,
    mediaType: INDEX_TYPE,
    artifactType: ARTIFACT_TYPE,
    manifests: manifests.map(({ platform, digest, size }) => ({
      mediaType: MANIFEST_TYPE,
      artifactType: ARTIFACT_TYPE,
      digest,
      size,
      ...(platform && { platform }),
    })),
    annotations: { [VERSION]: version, [ENGINES]: engines.join(",") },
  };
}

/** The largest manifest or index that is read, in bytes: what the specification asks registries to take. */
export const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
const MAX_PARTS = 100;

const text = (maxLength: number) => string({ maxLength });
const DESCRIPTOR: Schema<Descriptor> = object({
  mediaType: text(255),
  digest: text(200),
  size: int({ minimum: 0 }),
  artifactType: optional(text(255)),
  annotations: optional(record(text(10_000))),
  platform: optional(object({ os: text(100), architecture: text(100) })),
});
const MANIFEST = object({
  layers: array(DESCRIPTOR, { maxItems: MAX_PARTS }),
  artifactType: optional(text(255)),
});
const INDEX = object({ manifests: array(DESCRIPTOR, { maxItems: MAX_PARTS }) });

/** Of an index, the manifest for this machine: its own platform's, else the portable one. @throws {SchemaHeroError} */
export function chooseManifest(bytes: Uint8Array, where: string): Descriptor {
  const { manifests } = read(INDEX, bytes, where);
  const own = manifests.find(({ platform }) =>
    platform?.os === THIS_PLATFORM.os && platform.architecture === THIS_PLATFORM.architecture
  );
  const chosen = own ?? manifests.find(({ platform }) => platform === undefined);
  if (chosen && isDigest(chosen.digest)) return chosen;
  if (chosen) throw wrongArtifact(where, `a manifest's digest is ${chosen.digest}, not a SHA-256`);
  const has = manifests.map(({ platform }) => `${platform?.os}/${platform?.architecture}`).join(", ");
  throw new SchemaHeroError(
    "registry.platform",
    `${where} has nothing for ${THIS_PLATFORM.os}/${THIS_PLATFORM.architecture}${has && `, only for ${has}`}`,
    { hint: "Ask its author for that platform, or for the portable form (.js), which runs everywhere" },
  );
}

/** The file of a manifest. @throws {SchemaHeroError} registry.wrong-artifact when it is no plugin's */
export function readManifest(bytes: Uint8Array, where: string): Pick<Part, "form" | "digest" | "sizeBytes"> {
  const { layers } = read(MANIFEST, bytes, where);
  const forms = Object.keys(LAYER_TYPE) as (keyof typeof LAYER_TYPE)[]; // its own keys
  for (const form of forms) {
    const found = layers.filter(({ mediaType }) => mediaType === LAYER_TYPE[form]);
    if (found.length > 1) throw wrongArtifact(where, "it has several files");
    const [file] = found;
    if (!file) continue;
    if (!isDigest(file.digest)) {
      throw wrongArtifact(where, `its file's digest is ${file.digest}, not a SHA-256`);
    }
    if (file.size > MAX_PLUGIN_BYTES) {
      throw wrongArtifact(where, `its file has ${file.size} bytes; a plugin has at most ${MAX_PLUGIN_BYTES}`);
    }
    return { form, digest: file.digest, sizeBytes: file.size };
  }
  const types = layers.map(({ mediaType }) => mediaType).join(", ");
  throw wrongArtifact(where, types === "" ? "it is empty" : `it holds ${types}`);
}

function read<T>(schema: Schema<T>, bytes: Uint8Array, where: string): T {
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw wrongArtifact(where, "its manifest is no JSON");
  }
  const { value, issues } = check(schema, content, { unknownKeys: "drop" });
  if (issues[0]) {
    throw wrongArtifact(where, `its manifest's ${issues[0].path.join(".")}: ${issues[0].message}`);
  }
  return value;
}

function wrongArtifact(where: string, why: string): SchemaHeroError {
  return new SchemaHeroError("registry.wrong-artifact", `${where} is no plugin of this kind: ${why}`, {
    hint:
      "Plugins of this program are put there by `schemahero plugin push`; images and older plugins are others",
  });
}
