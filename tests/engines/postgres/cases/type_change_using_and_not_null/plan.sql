-- alter table t: Change column given of t: type text to integer, set not null, set default 0; Change column derived of t: type character varying(20) to bigint, set not null, set default '-1'::integer; Change column days of t: type text to date, set not null, set default '1970-01-01'::date; Change column flags of t: type integer to boolean, set not null, set default false; Change column tags of t: type text to text[], set not null, set default '{}'::text[]; Change column amount of t: type integer to numeric(8,2), set not null, set default 0
--   changes-data (1): Converts column given of t from text to integer in 1 row
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from reading and writing t while it rewrites 2 rows
--   changes-data (1): Converts column derived of t from character varying(20) to bigint in 1 row
--   changes-data (1): Converts column days of t from text to date in 1 row
--   changes-data (1): Converts column flags of t from integer to boolean in 1 row
--   changes-data (1): Converts column tags of t from text to text[] in 1 row
--   changes-data (1): Converts column amount of t from integer to numeric(8,2) in 1 row
alter table "public"."t" alter column "given" drop default, alter column "given" type integer using length(given), alter column "given" set default 0, alter column "derived" type bigint using "derived"::bigint, alter column "derived" set default '-1'::integer, alter column "days" type date using "days"::date, alter column "days" set default '1970-01-01'::date, alter column "flags" drop default, alter column "flags" type boolean using flags <> 0, alter column "flags" set default false, alter column "tags" type text[] using string_to_array(tags, ','), alter column "tags" set default '{}'::text[], alter column "amount" type numeric(8,2) using amount / 100.0, alter column "amount" set default 0;
-- alter table t: Fill column given of t where it is null
--   changes-data (1): Sets column given of t to 0 where it is null, in 1 row
update "public"."t" set "given" = default where "given" is null;
-- alter table t: Change column given of t: type text to integer, set not null, set default 0
--   exclusive-lock (2): Keeps others from reading and writing t while it checks 2 rows
alter table "public"."t" alter column "given" set not null;
-- alter table t: Fill column derived of t where it is null
--   changes-data (1): Sets column derived of t to '-1'::integer where it is null, in 1 row
update "public"."t" set "derived" = default where "derived" is null;
-- alter table t: Change column derived of t: type character varying(20) to bigint, set not null, set default '-1'::integer
--   exclusive-lock (2): Keeps others from reading and writing t while it checks 2 rows
alter table "public"."t" alter column "derived" set not null;
-- alter table t: Fill column days of t where it is null
--   changes-data (1): Sets column days of t to '1970-01-01'::date where it is null, in 1 row
update "public"."t" set "days" = default where "days" is null;
-- alter table t: Change column days of t: type text to date, set not null, set default '1970-01-01'::date
--   exclusive-lock (2): Keeps others from reading and writing t while it checks 2 rows
alter table "public"."t" alter column "days" set not null;
-- alter table t: Fill column flags of t where it is null
--   changes-data (1): Sets column flags of t to false where it is null, in 1 row
update "public"."t" set "flags" = default where "flags" is null;
-- alter table t: Change column flags of t: type integer to boolean, set not null, set default false
--   exclusive-lock (2): Keeps others from reading and writing t while it checks 2 rows
alter table "public"."t" alter column "flags" set not null;
-- alter table t: Fill column tags of t where it is null
--   changes-data (1): Sets column tags of t to '{}'::text[] where it is null, in 1 row
update "public"."t" set "tags" = default where "tags" is null;
-- alter table t: Change column tags of t: type text to text[], set not null, set default '{}'::text[]
--   exclusive-lock (2): Keeps others from reading and writing t while it checks 2 rows
alter table "public"."t" alter column "tags" set not null;
-- alter table t: Fill column amount of t where it is null
--   changes-data (1): Sets column amount of t to 0 where it is null, in 1 row
update "public"."t" set "amount" = default where "amount" is null;
-- alter table t: Change column amount of t: type integer to numeric(8,2), set not null, set default 0
--   exclusive-lock (2): Keeps others from reading and writing t while it checks 2 rows
alter table "public"."t" alter column "amount" set not null;
-- alter table t: Change column plain of t: set not null, set default 9
alter table "public"."t" alter column "plain" set default 9;
-- alter table t: Fill column plain of t where it is null
--   changes-data (1): Sets column plain of t to 9 where it is null, in 1 row
update "public"."t" set "plain" = default where "plain" is null;
-- alter table t: Change column plain of t: set not null, set default 9
--   exclusive-lock (2): Keeps others from reading and writing t while it checks 2 rows
alter table "public"."t" alter column "plain" set not null;
