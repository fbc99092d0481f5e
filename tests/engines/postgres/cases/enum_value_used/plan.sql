-- alter type mood: Add value b to mood
--   not-transactional: The plan uses value b of mood, which must be committed before: it stays when the rest fails
alter type "public"."mood" add value 'b' after 'a';
-- alter table t: Change column id of t: set default 3
alter table "public"."t" alter column "id" set default 3;
-- alter table t: Change column m of t: set default 'b'
alter table "public"."t" alter column "m" set default 'b';
-- alter table t: Add check (m = 'b' or m <> 'c') to t
alter table "public"."t" add constraint "some" check (m = 'b' or m <> 'c');
-- seed table t: Insert 1 row into t
insert into "public"."t" ("id", "m") values
  (1, 'b');
