-- alter table t: Add column w to t
alter table "public"."t" add column "w" integer;
-- rename table p_2: Rename partition p_two to p_2
alter table "public"."p_two" rename to "p_2";
-- drop table p_gone: Drop partition p_gone
--   deletes-data: Deletes partition p_gone of t with its rows [drop-table:p_gone]
drop table "public"."p_gone";
-- alter table p_wide: Detach partition p_wide from t: it stays as a table
--   exclusive-lock: Keeps others from reading and writing t for a moment
alter table "public"."t" detach partition "public"."p_wide";
-- alter table p_left: Detach partition p_left from t: it stays as a table
--   exclusive-lock: Keeps others from reading and writing t for a moment
alter table "public"."t" detach partition "public"."p_left";
-- alter table p_wide: Attach p_wide to t as a partition
--   exclusive-lock: Keeps others from reading and writing p_wide while it checks all rows
--   may-fail: Fails when there are rows of p_wide outside its bounds
alter table "public"."t" attach partition "public"."p_wide" for values from (60) TO (90);
-- alter table p_loose: Attach p_loose to t as a partition
--   exclusive-lock: Keeps others from reading and writing p_loose while it checks all rows
--   may-fail: Fails when there are rows of p_loose outside its bounds
alter table "public"."t" attach partition "public"."p_loose" for values from (30) TO (40);
-- create table p_new: Create partition p_new of t
create table "public"."p_new" partition of "public"."t" default;
