-- alter table t: Add column word to t
alter table "t" add column "word" TEXT;
-- alter table t: Add column size to t
alter table "t" add column "size" INTEGER generated always as (length(word)) virtual;
-- create index by_word: Create index by_word on t
create index "by_word" on "t" ((coalesce("word", 'none')));
-- create index by_id: Create index by_id on t
create index "by_id" on "t" ("id") where "size" is null;
