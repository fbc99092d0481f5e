-- rename table t: Rename constraint old of t to new
alter table "public"."t" rename constraint "old" to "new";
