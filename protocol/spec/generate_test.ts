// The generated files are what the definitions say, and the page covers all of them.
import assert from "node:assert/strict";
import { RULES } from "../conform/rules.ts";
import { ERROR_CODES } from "../errors.ts";
import { METHODS } from "../methods.ts";
import { generate } from "./generate.ts";

const ROOT = new URL("../../", import.meta.url);

Deno.test("generate() gives what is committed; run `deno task gen` when it does not", async () => {
  for (const [path, text] of await generate()) {
    assert.equal(await Deno.readTextFile(new URL(path, ROOT)), text, path);
  }
});

Deno.test("generate() puts every method, error code and rule on the page, and leaves no link dangling", async () => {
  const page = (await generate()).get("protocol/spec/shp-1.md") ?? "";
  for (const method of Object.keys(METHODS)) assert.ok(page.includes(`\n### ${method}\n`), method);
  for (const code of Object.keys(ERROR_CODES)) assert.ok(page.includes(`| \`${code}\` |`), code);
  for (const rule of Object.keys(RULES)) assert.ok(page.includes(`- **${rule}** `), rule);
  for (const [, rule = ""] of page.matchAll(/\b(R\d+)\b/g)) assert.ok(rule in RULES, `${rule} is no rule`);
  const anchors = new Set(
    Array.from(
      page.matchAll(/^#+ (.*)$/gm),
      ([, heading = ""]) => heading.toLowerCase().replaceAll(" ", "-").replace(/[^a-z0-9-]/g, ""),
    ),
  );
  for (const [, link = ""] of page.matchAll(/\]\(#([^)]*)\)/g)) assert.ok(anchors.has(link), `#${link}`);
});
