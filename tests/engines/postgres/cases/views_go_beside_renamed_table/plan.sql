-- rename table u: Rename table t to u
alter table "public"."t" rename to "u";
-- drop view v: Drop view v
drop view "public"."v";
-- drop view k: Drop view k
drop view "public"."k";
-- drop materialized view m: Drop materialized view m
drop materialized view "public"."m";
-- alter table u: Change column code of u: collation "POSIX"
alter table "public"."u" alter column "code" type character varying(20) collate "POSIX";
-- create view k: Create view k
create view "public"."k" as SELECT u.code AS c
   FROM public.u;
