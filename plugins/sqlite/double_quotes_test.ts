import assert from "node:assert/strict";
import { stringInDoubleQuotes } from "./double_quotes.ts";

const NAMES = new Set(["t", "u", "title", "id", "we ird"]);

const CASES: readonly (readonly [definition: string, found: string | undefined])[] = [
  [`create view "v" as select "titel" from "t"`, "titel"],
  [`create view "v" as select "Title" from "t"`, undefined],
  [`create view "v" ("a", "b") as select "id", "we ird" from t`, undefined],
  [`create view "v" as select id as "Nice name" from t order by "Nice name"`, undefined],
  [`create view "v" as select id "Nice name" from t "x" where "x".id > 1 order by "Nice name"`, undefined],
  [`create view "v" as select count(*) "n" from t group by "id" having "n" > 1`, undefined],
  [`create view "v" as with "c" ("p", "q") as (select 1, 2) select "p", "q" from "c"`, undefined],
  [`create view "v" as with "c" as (select id from t) select "c".id, "oops" from "c"`, "oops"],
  [`create view "v" as select 'titel', [other], "rowid" from t`, undefined],
  [`create view "v" as select "lower"(title) collate "nocase" from t`, undefined],
  [`create trigger "r" after insert on "t" when new."title" <> "x" begin select 1; end`, "x"],
  [`create trigger "r" after insert on "t" begin insert into "u" ("id") values (new."id", "y"); end`, "y"],
  [
    `create trigger "r" after update of "title" on "t" begin update "u" set "title" = new."title"; end`,
    undefined,
  ],
];

Deno.test("stringInDoubleQuotes() finds what no name is", () => {
  for (const [definition, found] of CASES) {
    assert.equal(stringInDoubleQuotes(definition, (folded) => NAMES.has(folded)), found, definition);
  }
});
