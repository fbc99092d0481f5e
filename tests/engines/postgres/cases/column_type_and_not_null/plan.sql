-- alter table t: Change column a of t: type text to bigint, set not null, set default 7; Change column b of t: type character varying(5) to text, set not null, set default 'none'::text; Change column c of t: type text to integer
--   changes-data (1): Converts column a of t from text to bigint in 1 row
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from reading and writing t while it rewrites 2 rows
--   changes-data (1): Converts column c of t from text to integer in 1 row
alter table "public"."t" alter column "a" drop default, alter column "a" type bigint using "a"::bigint, alter column "a" set default 7, alter column "b" type text, alter column "b" set default 'none'::text, alter column "c" type integer using length(c);
-- alter table t: Fill column a of t where it is null
--   changes-data (1): Sets column a of t to 7 where it is null, in 1 row
update "public"."t" set "a" = default where "a" is null;
-- alter table t: Change column a of t: type text to bigint, set not null, set default 7
--   exclusive-lock (2): Keeps others from reading and writing t while it checks 2 rows
alter table "public"."t" alter column "a" set not null;
-- alter table t: Fill column b of t where it is null
--   changes-data (1): Sets column b of t to 'none'::text where it is null, in 1 row
update "public"."t" set "b" = default where "b" is null;
-- alter table t: Change column b of t: type character varying(5) to text, set not null, set default 'none'::text
--   exclusive-lock (2): Keeps others from reading and writing t while it checks 2 rows
alter table "public"."t" alter column "b" set not null;
