import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle, endBundling } from "./bundle.ts";

const ENTRY = `
import { Emitter, joined } from "./old.cjs";
import { EOL } from "os";
export const answer = [new Emitter() instanceof EventTarget, typeof new Emitter().on, joined, EOL.length > 0];
`;

const COMMON_JS = `
exports.Emitter = require("events");
exports.joined = require("node:path").posix.join("a", "b");
`;

// esbuild's stop() tells its process to end and does not wait until it has: no leak, only a process ending a moment later.
const ESBUILD_ENDS_LATER = { sanitizeOps: false, sanitizeResources: false };

Deno.test(
  "bundle() makes one module that imports only node: modules when packages are CommonJS",
  ESBUILD_ENDS_LATER,
  async () => {
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(join(folder, "entry.ts"), ENTRY);
      await Deno.writeTextFile(join(folder, "old.cjs"), COMMON_JS);
      const text = await bundle(join(folder, "entry.ts"));
      const imported = [...text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)"([^"]+)"/g)].map(([, name]) =>
        name
      );
      assert.deepEqual(imported.sort(), ["node:events", "node:os", "node:path"]);
      assert.doesNotMatch(text, /createRequire/);
      const output = join(folder, "bundle.mjs");
      await Deno.writeTextFile(output, text);
      const module: { readonly answer: unknown } = await import(pathToFileURL(output).href);
      assert.deepEqual(module.answer, [false, "function", "a/b", true]);
    } finally {
      await endBundling();
      await Deno.remove(folder, { recursive: true });
    }
  },
);
