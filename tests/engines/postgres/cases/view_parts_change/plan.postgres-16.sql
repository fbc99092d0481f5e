-- create view fresh: Create view fresh
create view "public"."fresh" as SELECT 1 AS x,
    2 AS "Odd y";
-- alter view fresh: Comment on view fresh
comment on view "public"."fresh" is 'new';
-- drop view over: Drop view over
drop view "public"."over";
-- drop view other: Drop view other
drop view "public"."other";
-- create view other: Create view other
create view "public"."other" as SELECT a AS two
   FROM public.t;
-- alter view other: Comment on view other
comment on view "public"."other" is 'changed';
-- drop view gone: Drop view gone
drop view "public"."gone";
-- create view gone: Create view gone
create view "public"."gone" as SELECT a AS x
   FROM public.t;
-- alter view gone: Comment on view gone
comment on view "public"."gone" is 'kept';
-- drop view named: Drop view named
drop view "public"."named";
-- create view named: Create view named
create view "public"."named" as SELECT a AS b
   FROM public.t;
-- create view over: Create view over
create view "public"."over" as SELECT two
   FROM public.other;
-- alter view over: Comment on view over
comment on view "public"."over" is 'kept';
