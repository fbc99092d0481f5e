// A FileSource over a map of paths, for tests of this room and of those that load specs.
import type { FileSource } from "./source.ts";

/** Files by path; directories are what their paths imply. */
export function memorySource(files: Readonly<Record<string, string | Uint8Array>>): FileSource {
  const paths = Object.keys(files);
  return {
    stat(path) {
      const content = files[path];
      if (content !== undefined) return Promise.resolve({ kind: "file", sizeBytes: content.length });
      if (paths.some((known) => known.startsWith(`${path}/`))) {
        return Promise.resolve({ kind: "directory", sizeBytes: 0 });
      }
      return Promise.reject(Object.assign(new Error("No such file"), { name: "NotFound" }));
    },
    list(path) {
      const below = paths.filter((known) => known.startsWith(`${path}/`)).map((known) =>
        known.slice(path.length + 1)
      );
      const names = new Map(below.map((rest) => [rest.split("/")[0] ?? "", rest.includes("/")]));
      return Promise.resolve(
        [...names].reverse().map(([name, isDirectory]) => ({
          name,
          kind: isDirectory ? "directory" : "file",
        })),
      );
    },
    readFile(path) {
      return Promise.resolve(files[path] ?? "");
    },
  };
}
