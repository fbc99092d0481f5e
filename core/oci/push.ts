// Puts a plugin into a registry: each file as a blob of its own, a manifest around each, and an index over all.
import { EXIT, SchemaHeroError } from "../errors.ts";
import { EMPTY, indexOf, manifestOf, type Part } from "./artifact.ts";
import { platformOfProgram } from "./program_platform.ts";
import type { Reference } from "./reference.ts";
import { digestOf, type Manifest, type Repository } from "./registry.ts";

/** A file of a plugin. */
export interface PluginFile {
  readonly path: string;
  readonly name: string;
  readonly form: Part["form"];
}

/** What is said of a plugin where it lies. */
export interface Labels {
  readonly version: string;
  readonly engines: readonly string[];
}

/**
 * Pushes the files and gives the index as it is there.
 * @throws {SchemaHeroError} registry.*, plugin.wrong-interface, usage.twice for two files of one platform
 */
export async function pushPlugin(
  repository: Repository,
  { tag }: Pick<Reference, "tag">,
  files: readonly PluginFile[],
  { version, engines }: Labels,
  told: (line: string) => void = () => {},
): Promise<Manifest> {
  const emptyDigest = digestOf(EMPTY);
  const parts = new Map<string, Part>();
  await repository.upload(emptyDigest, EMPTY);
  const manifests: Parameters<typeof indexOf>[0][number][] = [];
  for (const { path, name, form } of files) {
    const bytes = await Deno.readFile(path);
    const platform = form === "portable" ? undefined : platformOfProgram(bytes);
    if (form === "executable" && !platform) {
      throw new SchemaHeroError(
        "plugin.wrong-interface",
        `${path} is no program of a platform that is known`,
        {
          hint:
            "Programs for Linux, macOS and Windows on amd64 and arm64 can be pushed, and portable bundles (.js)",
        },
      );
    }
    const key = platform ? `${platform.os}/${platform.architecture}` : "every platform";
    const other = parts.get(key);
    if (other) {
      throw new SchemaHeroError("usage.twice", `${name} and ${other.fileName} are both for ${key}`, {
        hint: "Give one file for each platform",
        exitCode: EXIT.usage,
      });
    }
    const part: Part = {
      form,
      ...(platform && { platform }),
      fileName: name,
      digest: digestOf(bytes),
      sizeBytes: bytes.length,
    };
    parts.set(key, part);
    told(`${name}: ${part.digest} for ${key}`);
    await repository.upload(part.digest, bytes);
    const { digest, bytes: manifest } = await repository.putManifest(
      manifestOf(part, version, emptyDigest, engines),
    );
    manifests.push({ ...(platform && { platform }), digest, size: manifest.length });
  }
  return await repository.putManifest(indexOf(manifests, version, engines), tag);
}
