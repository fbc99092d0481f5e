-- alter table t: Add column c to t
alter table "public"."t" add column "c" text;
-- drop view top: Drop view top
drop view "public"."top";
-- drop view low: Drop view low
drop view "public"."low";
-- create view low: Create view low
create view "public"."low" as SELECT a,
    c AS n,
    1 AS extra
   FROM public.t;
-- create view top: Create view top
create view "public"."top" as SELECT a,
    n
   FROM public.low;
-- drop view gone: Drop view gone
drop view "public"."gone";
-- create view fresh: Create view fresh
create view "public"."fresh" as SELECT top.a,
    top.n,
    t.c
   FROM (public.top
     JOIN public.t USING (a));
-- alter view fresh: Comment on view fresh
comment on view "public"."fresh" is 'f';
