-- drop function others: Drop function others(integer)
drop function "public"."others"(integer);
-- alter table log: Change column a of log: type integer to bigint
alter table "public"."log" alter column "a" type bigint;
-- alter function s: Change function s(integer, integer)
create or replace function "public"."s" ("a" integer, "b" integer)
returns integer
language "sql"
immutable
RETURN (a + b);
-- create function block: Create function block(integer)
create function "public"."block" ("a" integer)
returns integer
language "sql"
BEGIN ATOMIC
 INSERT INTO public.log (a)
   VALUES (block.a);
 SELECT
         CASE
             WHEN (a > 0) THEN 1
             ELSE public.s(a, 2)
         END AS s;
END;
-- create function others: Create function others(integer)
create function "public"."others" ("a" integer)
returns integer
language "sql"
RETURN (SELECT max(log.a) AS max FROM public.log WHERE (log.a = others.a));
