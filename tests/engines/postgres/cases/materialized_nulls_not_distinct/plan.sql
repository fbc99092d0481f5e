-- drop index m: Drop index i1 of m
drop index "public"."i1";
-- drop index m: Drop index i2 of m
drop index "public"."i2";
-- drop index m: Drop index i3 of m
drop index "public"."i3";
-- create index m: Create index i1 on m
create unique index "i1" on "public"."m" ("a") nulls not distinct;
-- create index m: Create index i2 on m
create unique index "i2" on "public"."m" ("b");
-- create index m: Create index i3 on m
create unique index "i3" on "public"."m" ("a", "b");
-- rename index m: Rename index i4_before of m to i4
alter index "public"."i4_before" rename to "i4";
