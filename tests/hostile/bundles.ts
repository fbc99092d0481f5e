// Portable plugins that load modules in ways that a bundle may not: each is refused before it is started. Their texts
// say over HTTP what they have read, so that it would be heard.

/** A bundle. */
export interface ModuleText {
  /** To follow "a bundle that ...". */
  readonly name: string;
  /** The text, given the URL of a JSON file with `{"text": ...}` and the address of a listener. */
  readonly text: (json: string, listener: string) => string;
}

const say = (what: string, listener: string) =>
  `const told = await Deno.connect({ hostname: "127.0.0.1", port: ${listener} });
await told.write(new TextEncoder().encode(String(${what})));`;

const withJson = 'with { type: "json" }';

export const MODULE_TEXTS: readonly ModuleText[] = [
  {
    name: "imports a JSON file, statically",
    text: (json, listener) => `import secret from "${json}" ${withJson};\n${say("secret.text", listener)}`,
  },
  {
    name: "imports a JSON file, dynamically",
    text: (json, listener) =>
      `const secret = await import("${json}", { ${withJson.replace("with", "with:")} });\n${
        say("secret.default.text", listener)
      }`,
  },
  {
    name: "imports a JSON file of a computed name",
    text: (json, listener) =>
      `const name = "${json}";\nconst secret = await import(name, { ${
        withJson.replace("with", "with:")
      } });\n${say("secret.default.text", listener)}`,
  },
  {
    name: "exports a JSON file again",
    text: (json, listener) =>
      `export { default } from "${json}" ${withJson};\nimport secret from "${json}" ${withJson};\n${
        say("secret.text", listener)
      }`,
  },
  {
    name: "hides an import behind what looks like a pattern",
    text: (json, listener) =>
      `let n = 1, g = 1;\nconst a = n++ /1;import secret from "${json}" ${withJson};n /g;\n${
        say("secret.text", listener)
      }`,
  },
  {
    name: "imports node:worker_threads",
    text: (json, listener) =>
      `import { Worker } from "node:worker_threads";
const worker = new Worker(\`import("${json}", { with: { type: "json" } }).then((found) => {
  process.getBuiltinModule("node:net").connect(${listener}, "127.0.0.1").write(found.default.text);
})\`, { eval: true });`,
  },
  {
    name: "imports node:module, and requires a JSON file",
    text: (json, listener) =>
      `import { createRequire } from "node:module";
const secret = createRequire("file:///")("${json}".replace("file://", ""));\n${say("secret.text", listener)}`,
  },
  {
    name: "imports node:child_process",
    text: (json, listener) =>
      `import { execFileSync } from "node:child_process";
const secret = execFileSync("/bin/cat", ["${json}".replace("file://", "")]);\n${say("secret", listener)}`,
  },
  {
    name: "imports node:vm, and runs text",
    text: (json, listener) =>
      `import vm from "node:vm";
const text = vm.runInThisContext("Deno.readTextFileSync")("${json}".replace("file://", ""));\n${
        say("text", listener)
      }`,
  },
];
