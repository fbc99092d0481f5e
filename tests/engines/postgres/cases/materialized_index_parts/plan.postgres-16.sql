-- drop materialized view plain: Drop materialized view plain
drop materialized view "public"."plain";
-- create view plain: Create view plain
create view "public"."plain" as SELECT a,
    b
   FROM public.t;
-- create materialized view fresh: Create materialized view fresh
create materialized view "public"."fresh" as SELECT a,
    b
   FROM public.t;
-- create index fresh: Create index f1 on fresh
create unique index "f1" on "public"."fresh" ("a") include ("b");
comment on index "public"."f1" is 'c';
-- create index fresh: Create index f2 on fresh
create index "f2" on "public"."fresh" ((lower(b)) desc nulls last, "b" collate "C" text_pattern_ops) with ("fillfactor" = '70') where (a > 0);
-- create index fresh: Create index f3 on fresh
create index "f3" on "public"."fresh" using "hash" ("a");
-- drop index changes: Drop index c1 of changes
drop index "public"."c1";
-- drop index changes: Drop index c2 of changes
drop index "public"."c2";
-- drop index changes: Drop index c3 of changes
drop index "public"."c3";
-- create index changes: Create index c1 on changes
create index "c1" on "public"."changes" ("b") include ("a");
comment on index "public"."c1" is 'new';
-- create index changes: Create index c2 on changes
create index "c2" on "public"."changes" ((upper(b)) nulls first, "b" collate "POSIX" varchar_pattern_ops) with ("fillfactor" = '80') where (a > 1);
-- create index changes: Create index c3 on changes
create index "c3" on "public"."changes" ("a");
-- rename index changes: Rename index c4 of changes to c5
alter index "public"."c4" rename to "c5";
-- drop index goes: Drop index g1 of goes
drop index "public"."g1";
-- drop index goes: Drop index g2 of goes
drop index "public"."g2";
-- create index goes: Create index g1 on goes
create index "g1" on "public"."goes" ("a");
-- create index goes: Create index g2 on goes
create index "g2" on "public"."goes" ("b");
-- rename index goes: Rename index g3 of goes to idx_goes_b_a
alter index "public"."g3" rename to "idx_goes_b_a";
