-- alter table t: Drop check ((a)::text < (b)::text) of t
alter table "public"."t" drop constraint "ordered";
-- drop view v: Drop view v
drop view "public"."v";
-- alter table t: Change column id of t: type integer to bigint; Change column a of t: type character varying(9) to integer; Change column b of t: type character varying(9) to integer, set not null, set default 0; Change column c of t: type timestamp without time zone to date; Change column d of t: type character varying(4) to text
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from reading and writing t while it rewrites 2 rows
--   changes-data (1): Converts column a of t from character varying(9) to integer in 1 row
--   changes-data (1): Converts column b of t from character varying(9) to integer in 1 row
--   changes-data (2): Converts column c of t from timestamp without time zone to date in 2 rows
alter table "public"."t" alter column "id" type bigint, alter column "a" type integer using "a"::integer, alter column "b" drop default, alter column "b" type integer using "b"::integer, alter column "b" set default 0, alter column "c" drop default, alter column "c" type date, alter column "c" set default now(), alter column "d" type text;
-- alter table t: Change column id of t: type integer to bigint
alter sequence "public"."t_id_seq" as bigint;
-- alter table t: Fill column b of t where it is null
--   changes-data (1): Sets column b of t to 0 where it is null, in 1 row
update "public"."t" set "b" = default where "b" is null;
-- alter table t: Change column b of t: type character varying(9) to integer, set not null, set default 0
--   exclusive-lock (2): Keeps others from reading and writing t while it checks 2 rows
alter table "public"."t" alter column "b" set not null;
-- alter table t: Add check (a < b) to t
--   may-fail (2): Fails when there are rows of t which do not fulfil a < b
--   exclusive-lock (2): Keeps others from reading and writing t while it checks 2 rows
alter table "public"."t" add constraint "ordered" check (a < b);
-- create view v: Create view v
create view "public"."v" as SELECT id,
    a,
    b
   FROM public.t
  WHERE (c > '2025-01-01 00:00:00'::timestamp without time zone);
