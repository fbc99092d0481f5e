-- alter table t: Change column a of t: set not null
--   may-fail (1): Fails because column a of t is null in 1 row
--   exclusive-lock (1): Keeps others from reading and writing t while it checks 1 row
alter table "public"."t" alter column "a" set not null;
