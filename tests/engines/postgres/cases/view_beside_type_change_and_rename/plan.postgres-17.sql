-- rename table u: Rename table t to u
alter table "public"."t" rename to "u";
-- rename table u: Rename column b of u to c
alter table "public"."u" rename column "b" to "c";
-- drop view v: Drop view v
drop view "public"."v";
-- drop materialized view m: Drop materialized view m
drop materialized view "public"."m";
-- alter table u: Change column a of u: type integer to bigint
--   rewrites-table (1): Writes 1 row of u anew
--   exclusive-lock (1): Keeps others from reading and writing u while it rewrites 1 row
alter table "public"."u" alter column "a" type bigint;
-- create view v: Create view v
create view "public"."v" as SELECT a,
    c AS b
   FROM public.u
  WHERE (a > 0);
-- create materialized view m: Create materialized view m
create materialized view "public"."m" as SELECT a,
    c AS b
   FROM public.u;
