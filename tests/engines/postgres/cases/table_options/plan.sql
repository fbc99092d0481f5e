-- alter table t: Change logged, storage parameters of table t
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" set logged;
alter table "public"."t" set ("fillfactor" = '60');
alter table "public"."t" reset ("autovacuum_enabled");
-- alter table t: Change column b of t: engine options
alter table "public"."t" alter column "b" set storage external;
-- alter table t: Set the replica identity of t
alter table "public"."t" replica identity full;
