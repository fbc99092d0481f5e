-- drop view w: Drop view w
drop view "public"."w";
-- drop view v: Drop view v
drop view "public"."v";
-- alter table t: Change column a of t: type integer to bigint
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" alter column "a" type bigint;
-- create view v: Create view v
create view "public"."v" as SELECT a,
    b
   FROM public.t
  WHERE (a > 1);
-- create view w: Create view w
create view "public"."w" as SELECT count(*) AS n
   FROM public.v;
