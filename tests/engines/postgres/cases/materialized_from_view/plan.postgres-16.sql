-- drop view top: Drop view top
drop view "public"."top";
-- drop view a_view: Drop view a_view
drop view "public"."a_view";
-- drop materialized view b_view: Drop materialized view b_view
drop materialized view "public"."b_view";
-- create view b_view: Create view b_view
create view "public"."b_view" as SELECT a
   FROM public.t;
-- create materialized view a_view: Create materialized view a_view
create materialized view "public"."a_view" as SELECT a
   FROM public.t;
-- create view top: Create view top
create view "public"."top" as SELECT a_view.a
   FROM (public.a_view
     JOIN public.b_view USING (a));
