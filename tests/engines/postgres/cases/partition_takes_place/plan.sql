-- drop table r_old: Drop partition r_old
--   deletes-data: Deletes partition r_old of t with its rows [drop-table:r_old]
drop table "public"."r_old";
-- alter table r_apart: Detach partition r_apart from t: it stays as a table
--   exclusive-lock: Keeps others from reading and writing t for a moment
alter table "public"."t" detach partition "public"."r_apart";
-- create table r_new: Create partition r_new of t
create table "public"."r_new" partition of "public"."t" for values from (0) TO (20);
