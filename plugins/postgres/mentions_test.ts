import assert from "node:assert/strict";
import { namesIn, routinesIn } from "./mentions.ts";

const CASES: readonly {
  readonly sql: string;
  readonly reads: readonly string[];
  readonly calls?: readonly string[];
}[] = [
  { sql: "select b as c from a", reads: ["a"] },
  {
    sql: "select a.b from s.a, only t x, lateral f(x.c) where x.d in (select 1 from u)",
    reads: ["s.a", "t", "u"],
    calls: ["f"],
  },
  { sql: "with w as (select 1 from a) select * from w join b on w.x = b.y, c", reads: ["a", "b", "c"] },
  { sql: "with w (x, y) as not materialized (select 1, 2) table w", reads: [], calls: ["materialized"] },
  {
    sql: "select * from (a cross join b) join lateral (select 1 from c) d (e) on true",
    reads: ["a", "b", "c"],
  },
  {
    sql: "select extract(day from b), a is distinct from c, trim(both from d) from t",
    reads: ["t"],
    calls: ["extract", "trim"],
  },
  { sql: "select 'from a' -- from b\n, $$from c$$ /* from d */ from \"E e\"", reads: ["E e"] },
  { sql: "select x::mood, y::public.size[] from t", reads: ["mood", "public.size", "t"] },
  { sql: "select public.f(g(1)) from t as h(i)", reads: ["t"], calls: ["public.f", "g"] },
  {
    sql: "begin atomic insert into a select b from c; delete from d; update e set f = 1 from g; end",
    reads: ["a", "c", "d", "e", "g"],
  },
];

const plain = (keys: readonly string[], kind: string) =>
  keys.filter((each) => each.startsWith(`${kind} `)).map((each) =>
    each.slice(kind.length + 1).replaceAll('"', "")
  );

for (const { sql, reads, calls = [] } of CASES) {
  Deno.test(`namesIn() tells what is read and called in ${sql}`, () => {
    const { names, words } = namesIn(sql);
    assert.deepEqual(plain(names, "relation"), reads);
    assert.deepEqual(plain(names, "routine"), calls);
    assert.deepEqual(words.filter((each) => names.includes(each)), []);
  });
}

Deno.test("namesIn() gives every other name as a word", () => {
  assert.deepEqual(plain(namesIn("select t.b as c from a as t").words, "relation"), [
    "select",
    "t.b",
    "t",
    "as",
    "c",
    "from",
  ]);
});

Deno.test("routinesIn() counts nextval as any sequence", () => {
  assert.deepEqual(routinesIn("nextval('s'::regclass)"), ['routine "nextval"', "sequences"]);
});
