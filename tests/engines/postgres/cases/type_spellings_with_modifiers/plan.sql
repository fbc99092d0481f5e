-- create table t: Create table t
create table "public"."t" (
  "n" numeric(10,2),
  "n0" numeric(10,0),
  "nn" numeric,
  "ts" timestamp(3) without time zone,
  "tz" timestamp(0) with time zone,
  "ti" time(2) without time zone,
  "v1" character varying(1),
  "v" character varying,
  "c1" character(1),
  "c5" character(5),
  "ta" text[],
  "i2" integer[],
  "va" character varying(3)[],
  "na" numeric(6,3)[],
  "i4" integer[],
  "b1" bit(1),
  "iv" interval year to month,
  "d" double precision,
  "r" real
);
-- alter table was: Change column n of was: type numeric(10,2) to numeric(12,4); Change column ts of was: type timestamp(3) without time zone to timestamp(6) without time zone; Change column v of was: type character varying(1) to character varying(2); Change column a of was: type text[] to character varying(5)[]; Change column m of was: type integer[] to bigint[]; Change column p of was: type numeric(10,2) to numeric(4,1)
--   changes-data (1): Converts column n of was from numeric(10,2) to numeric(12,4) in 1 row
--   rewrites-table (1): Writes 1 row of was anew
--   exclusive-lock (1): Keeps others from reading and writing was while it rewrites 1 row
--   changes-data (1): Converts column a of was from text[] to character varying(5)[] in 1 row
--   changes-data (1): Converts column m of was from integer[] to bigint[] in 1 row
--   changes-data (1): Converts column p of was from numeric(10,2) to numeric(4,1) in 1 row
alter table "public"."was" alter column "n" type numeric(12,4), alter column "ts" type timestamp(6) without time zone, alter column "v" type character varying(2), alter column "a" type character varying(5)[], alter column "m" type bigint[], alter column "p" type numeric(4,1);
