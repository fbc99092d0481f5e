-- drop view quick: Drop view quick
drop view "public"."quick";
-- create view fresh: Create view fresh
create view "public"."fresh" as SELECT a
   FROM public.t;
-- drop view other: Drop view other
drop view "public"."other";
-- create view other: Create view other
create view "public"."other" as SELECT a AS b
   FROM public.t;
-- create materialized view stored: Create materialized view stored
create materialized view "public"."stored" as SELECT a
   FROM public.t;
-- drop materialized view slow: Drop materialized view slow
drop materialized view "public"."slow";
-- create materialized view new_other: Create materialized view new_other
create materialized view "public"."new_other" as SELECT a
   FROM public.t;
