-- rename table t: Rename column old of t to new
alter table "public"."t" rename column "old" to "new";
