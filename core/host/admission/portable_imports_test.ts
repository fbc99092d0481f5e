import { strict as assert } from "node:assert";
import { importsOf } from "./portable_imports.ts";

const REFUSED: Readonly<Record<string, RegExp>> = {
  'import x from "./other.js";': /^line 1: import of "\.\/other\.js"$/,
  'import secret from "file:///etc/secret.json" with { type: "json" };': /with attributes$/,
  'import fs from "node:fs" with { type: "json" };': /with attributes$/,
  'export * from "data:text/javascript,1";': /import of "data:/,
  'export { x } from "npm:left-pad";': /import of "npm:left-pad"/,
  'import "https://example.com/x.js";': /import of "https:/,
  'import fs from "fs";': /import of "fs"/,
  'import { Worker } from "node:worker_threads";': /node:worker_threads/,
  'import { createRequire } from "node:module";': /node:module/,
  'import vm from "node:vm";': /node:vm/,
  'import { spawn } from "node:child_process";': /node:child_process/,
  'import "node:\\x76m";': /import of "node:vm"/,
  "\n\nawait import(name);": /^line 3: import\(\) of a computed name$/,
  'await import("node:" + "vm");': /computed name/,
  "await import(`node:${what}`);": /computed name/,
  'await/**/import/**/("./x.js");': /import of "\.\/x\.js"/,
  'await import("node:fs", { with: { type: "json" } });': /with attributes/,
  'import source x from "node:fs";': /import source/,
  'import defer * as x from "node:fs";': /import defer/,
  "import {": /not a module/,
  "#!/usr/bin/env deno": /must not begin with #!/,
};

for (const [text, expected] of Object.entries(REFUSED)) {
  Deno.test(`importsOf() names what ${JSON.stringify(text)} does`, async () => {
    const [first = "nothing"] = await importsOf(text);
    assert.match(first, expected);
  });
}

Deno.test("importsOf() lets pass what a bundle of ours does", async () => {
  const text = `
    import { Buffer } from "node:buffer"; import net from 'node:net'; export { join } from "node:path";
    const tls = await import("node:tls"); // import what is needed
    const words = "import of 'x' and export from there", pattern = /import x/, url = import.meta.url;
    const list = ["export", "import", "from", "public"], say = "'import' or 'export' : both";
    class A { load(x) { return this.import("./method.js"); } important() {} }
    const sql = 'select "a" from "b"', $import = 1; export { $import, words as from };
    export default { import: 1 }.import;
  `;
  assert.deepEqual(await importsOf(text), []);
});

/** Texts that a lexer may take for a string, a comment or a pattern, and code that V8 takes for an import. */
const HIDDEN = [
  'const a = "import(x)";',
  "/* import './x.js' */",
  "/* import/**/('./x.js')",
  "`${1} import('./x.js')`",
  '/[/]import("./x.js")/',
  "// import * as x from './x.js'",
  "// import x, { 'a b' as y } /* from */ from /* 'x' */ './x.js'",
  "// export * from'./x.js'",
  "// export {a as b}\tfrom\u00a0'./x.js'",
  "// import {'it\\'s' as y} from './x.js'",
  "// import 'bare'",
  "// import ' \\tfile:///x'",
  "// import '\\u002e/x.js'",
  "'...import(x)'",
  "'import.source(x)'",
  "'\u00a0import\u2028(x)'",
];

for (const text of HIDDEN) {
  Deno.test(`importsOf() refuses ${JSON.stringify(text)}, where an import may hide`, async () => {
    assert.match((await importsOf(`${text}\nexport default 1;`)).join("\n"), /hidden|not a module/);
  });
}

Deno.test("importsOf() is not led astray by a slash", async () => {
  // After `)` of an if, a slash begins a pattern; after `)` of a call, it divides.
  const tricks = [
    "let a = 1, b = 1; a = b\n++/'/.test(await import('./x.js'));//'",
    "if (1) /'/.exec(''), import('./x.js'); //'",
    "({}) / import('./x.js') / 1;",
    "async () => {} /'/ import('./x.js') //'",
  ];
  for (const trick of tricks) assert.notDeepEqual(await importsOf(trick), [], trick);
});

Deno.test("importsOf() is soon done with a text that is made to be slow", async () => {
  const began = performance.now();
  assert.notDeepEqual(await importsOf(`"${"import ".repeat(500_000)}"`), []);
  assert.notDeepEqual(await importsOf(`/*${"export ".repeat(500_000)}*/`), []);
  assert(performance.now() - began < 5_000, `${performance.now() - began} ms`);
});
