import assert from "node:assert/strict";
import { byMention, inScratch, scratchNames } from "./scratch_names.ts";
import type { WantedObject } from "./kind.ts";

function wanted(kind: string, schema: string, name: string): WantedObject {
  return { kind, schema, name, facts: {}, origin: { spec: 0, path: [] } };
}

const NAMES = scratchNames([{ schema: "public", name: "t" }], [
  wanted("function", "public", "f(integer)"),
  wanted("function", "Odd", "f(integer)"),
  wanted("trigger", "public", "r"),
]);

const TEXTS: readonly { readonly sql: string; readonly is: string }[] = [
  { sql: "select t.a from public.t", is: 'select t.a from "s_public".t' },
  { sql: 'select public.f(1), "Odd".f(2)', is: 'select f(1), "s_Odd".f(2)' },
  {
    sql: "select 'public.t', public.other, x.public.t, public.r",
    is: "select 'public.t', public.other, x.public.t, public.r",
  },
  { sql: "$$select * from public.t$$", is: "$$select * from public.t$$" },
];

for (const { sql, is } of TEXTS) {
  Deno.test(`inScratch() makes ${is} when it is given ${sql}`, () => {
    assert.equal(inScratch(sql, NAMES, (schema) => `s_${schema}`, ["public"]), is);
  });
}

Deno.test("byMention() puts what is mentioned first when it comes later", () => {
  const items = [
    { object: wanted("view", "public", "top"), sql: "select * from low" },
    { object: wanted("view", "public", "low"), sql: "select f(1)" },
    { object: wanted("function", "public", "f(integer)"), sql: "select 1" },
  ];
  assert.deepEqual(byMention(items, ({ sql }) => sql).map(({ object }) => object.name), [
    "f(integer)",
    "low",
    "top",
  ]);
});
