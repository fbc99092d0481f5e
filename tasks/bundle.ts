// Makes JavaScript of an entry point and all it imports. A bundled program starts 20-40 % faster, and a
// bundle is what keeps node_modules out of a compiled binary.
import { builtinModules } from "node:module";
import { basename } from "node:path";
import { build, type BuildFailure, type Plugin, stop } from "esbuild";
import { TaskError } from "./task_error.ts";
import { ROOT } from "./tree.ts";

/** Bundled modules by file name. */
export type Modules = Readonly<Record<string, string>>;

/**
 * Bundles an entry point into the text of one module. Call {@linkcode endBundling} after the last.
 * @throws {TaskError} when a source has an error
 */
export async function bundle(entry: string): Promise<string> {
  const [text] = Object.values(await bundleModules(entry, false));
  if (text === undefined) throw new Error(`esbuild made nothing of ${entry}`);
  return text;
}

/**
 * Bundles an entry point into a module of its own name and one for each part that is imported dynamically: what a
 * run does not need is not even parsed (8 of 48 ms of `schemahero version`).
 * @throws {TaskError} when a source has an error
 */
export async function bundleInParts(entry: string): Promise<Modules> {
  return await bundleModules(entry, true);
}

async function bundleModules(entry: string, splitting: boolean): Promise<Modules> {
  const { outputFiles = [] } = await build({
    entryPoints: [entry],
    absWorkingDir: ROOT,
    bundle: true,
    splitting,
    write: false,
    outdir: "out",
    format: "esm",
    platform: "node",
    target: "esnext",
    mainFields: ["module", "main"],
    minify: true,
    charset: "utf8",
    legalComments: "inline",
    logLevel: "silent",
    plugins: [nodeModules],
  }).catch((failure: BuildFailure) => {
    throw new TaskError(`${entry} cannot be bundled: ${failure.message}`);
  });
  return Object.fromEntries(outputFiles.map(({ path, text }) => [basename(path), text]));
}

/** Ends the process of esbuild. */
export async function endBundling(): Promise<void> {
  await stop();
}

const BUILT_IN = new Set(builtinModules.map((name) => name.replace(/^node:/, "")));

/**
 * Node's own modules. Deno wants them as `node:x`, and CommonJS packages `require` them, which a module cannot do:
 * such a call gets the default export of a static import. (The usual banner with createRequire would hand every
 * bundle a way to load files.)
 */
const nodeModules: Plugin = {
  name: "node-modules",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[a-z_]/ }, ({ path, kind }) => {
      const name = path.replace(/^node:/, "");
      if (!BUILT_IN.has(name)) return undefined;
      if (kind === "require-call") return { path: name, namespace: "required-node-module" };
      return { path: `node:${name}`, external: true };
    });
    onLoad({ filter: /./, namespace: "required-node-module" }, ({ path }) => {
      return { contents: `module.exports = require("default-of:${path}").default`, loader: "js" };
    });
    onResolve({ filter: /^default-of:/ }, ({ path }) => {
      return { path: path.slice("default-of:".length), namespace: "default-of-node-module" };
    });
    onLoad({ filter: /./, namespace: "default-of-node-module" }, ({ path }) => {
      return { contents: `export { default } from "node:${path}"`, loader: "js" };
    });
  },
};
