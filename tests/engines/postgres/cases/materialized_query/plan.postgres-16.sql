-- drop materialized view over: Drop materialized view over
drop materialized view "public"."over";
-- drop view top: Drop view top
drop view "public"."top";
-- drop materialized view m: Drop materialized view m
drop materialized view "public"."m";
-- create materialized view m: Create materialized view m
create materialized view "public"."m" with ("fillfactor" = '70') as SELECT a,
    b,
    1 AS more
   FROM public.t;
-- create view top: Create view top
create view "public"."top" as SELECT a,
    b
   FROM public.m;
-- create index m: Create index kept on m
create unique index "kept" on "public"."m" ("a");
comment on index "public"."kept" is 'k';
-- alter materialized view m: Comment on materialized view m
comment on materialized view "public"."m" is 'kept';
-- create materialized view over: Create materialized view over
create materialized view "public"."over" as SELECT a
   FROM public.top
with no data;
-- create index over: Create index over_a on over
create index "over_a" on "public"."over" ("a");
