-- create extension citext: Create extension citext
create extension if not exists "citext";
-- alter table t: Change column a of t: set default gen_random_uuid()
alter table "public"."t" alter column "a" set default gen_random_uuid();
-- drop index t_b: Drop index t_b of t
drop index "public"."t_b";
-- drop view v: Drop view v
drop view "public"."v";
-- alter table t: Change column b of t: type text to citext
--   changes-data (1): Converts column b of t from text to citext in 1 row
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" alter column "b" type citext using "b"::citext;
-- create view v: Create view v
create view "public"."v" as SELECT a
   FROM public.t;
-- drop view gone: Drop view gone
drop view "public"."gone";
-- drop extension uuid-ossp: Drop extension uuid-ossp
drop extension "uuid-ossp";
-- drop extension pg_trgm: Drop extension pg_trgm
drop extension "pg_trgm";
