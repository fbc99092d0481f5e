-- alter table s_range: Move partition app.s_range to schema app
alter table "public"."s_range" set schema "app";
-- alter table s_range: Detach partition app.s_range from p_range: it stays as a table
--   exclusive-lock: Keeps others from reading and writing p_range for a moment
alter table "public"."p_range" detach partition "app"."s_range";
-- alter table s_was_default: Detach partition s_was_default from p_range: it stays as a table
--   exclusive-lock: Keeps others from reading and writing p_range for a moment
alter table "public"."p_range" detach partition "public"."s_was_default";
-- alter table s_rest: Detach partition s_rest from p_range: it stays as a table
--   exclusive-lock: Keeps others from reading and writing p_range for a moment
alter table "public"."p_range" detach partition "public"."s_rest";
-- drop table s_gone: Drop partition s_gone
--   deletes-data: Deletes partition s_gone of p_range with its rows [drop-table:s_gone]
drop table "public"."s_gone";
-- alter table s_range: Attach app.s_range to p_range as a partition
--   exclusive-lock: Keeps others from reading and writing app.s_range while it checks all rows
--   may-fail: Fails when there are rows of app.s_range outside its bounds
alter table "public"."p_range" attach partition "app"."s_range" for values from ('b') TO ('p');
-- alter table s_range: Comment on partition app.s_range
comment on table "app"."s_range" is 'new';
-- alter table s_was_default: Attach s_was_default to p_range as a partition
--   exclusive-lock: Keeps others from reading and writing s_was_default while it checks all rows
--   may-fail: Fails when there are rows of s_was_default outside its bounds
alter table "public"."p_range" attach partition "public"."s_was_default" for values from ('x') TO ('zz');
-- alter table s_rest: Attach s_rest to p_range as a partition
--   exclusive-lock: Keeps others from reading and writing s_rest while it checks all rows
--   may-fail: Fails when there are rows of s_rest outside its bounds
alter table "public"."p_range" attach partition "public"."s_rest" default;
-- alter table s_list: Detach partition s_list from p_list: it stays as a table
--   exclusive-lock: Keeps others from reading and writing p_list for a moment
alter table "public"."p_list" detach partition "public"."s_list";
-- alter table s_left: Detach partition s_left from p_list: it stays as a table
--   exclusive-lock: Keeps others from reading and writing p_list for a moment
alter table "public"."p_list" detach partition "public"."s_left";
-- alter table s_list: Attach s_list to p_list as a partition
--   exclusive-lock: Keeps others from reading and writing s_list while it checks all rows
--   may-fail: Fails when there are rows of s_list outside its bounds
alter table "public"."p_list" attach partition "public"."s_list" for values in ('a', 'c');
-- alter table s_list: Comment on partition s_list
comment on table "public"."s_list" is null;
-- create table s_new: Create partition s_new of p_list
create table "public"."s_new" partition of "public"."p_list" for values in ('n');
-- alter table s_hash: Detach partition s_hash from p_hash: it stays as a table
--   exclusive-lock: Keeps others from reading and writing p_hash for a moment
alter table "public"."p_hash" detach partition "public"."s_hash";
-- alter table s_hash: Attach s_hash to p_hash as a partition
--   exclusive-lock: Keeps others from reading and writing s_hash while it checks all rows
--   may-fail: Fails when there are rows of s_hash outside its bounds
alter table "public"."p_hash" attach partition "public"."s_hash" for values with (modulus 2, remainder 0);
-- create table s_hash1: Create partition s_hash1 of p_hash
create table "public"."s_hash1" partition of "public"."p_hash" for values with (modulus 2, remainder 1);
-- drop table p_gone: Drop partition p_gone
--   deletes-data: Deletes partition p_gone of t with its rows [drop-table:p_gone]
drop table "public"."p_gone";
