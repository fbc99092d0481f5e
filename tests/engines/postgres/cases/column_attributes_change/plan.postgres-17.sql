-- alter table t: Change column id of t: type integer to bigint; Change column n of t: type numeric(10,2) to numeric(14,2), set default 2.25; Change column ts of t: type timestamp(3) without time zone to timestamp(6) without time zone; Change column v of t: type character varying(1) to character varying(5), set default 'it''s'::character varying; Change column c of t: collation "POSIX"; Change column a of t: type text[] to character varying[], set default '{}'::character varying[]; Change column m of t: type integer[] to bigint[]; Change column u of t: type text to integer
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
--   changes-data (1): Converts column m of t from integer[] to bigint[] in 1 row
--   changes-data (1): Converts column u of t from text to integer in 1 row
alter table "public"."t" alter column "id" type bigint, alter column "n" drop default, alter column "n" type numeric(14,2), alter column "n" set default 2.25, alter column "ts" type timestamp(6) without time zone, alter column "v" drop default, alter column "v" type character varying(5), alter column "v" set default 'it''s'::character varying, alter column "c" type text collate "POSIX", alter column "a" drop default, alter column "a" type character varying[], alter column "a" set default '{}'::character varying[], alter column "m" type bigint[], alter column "u" type integer using length(u) + 1;
-- alter table t: Change column s of t: engine options
alter table "public"."t" alter column "s" set storage main;
-- alter table t: Change column z of t: engine options
alter table "public"."t" alter column "z" set compression default;
-- alter table t: Change column g of t: generated as (small * 3), stored
alter table "public"."t" alter column "g" set expression as (small * 3);
-- alter table t: Comment on column s of t
comment on column "public"."t"."s" is 'how it is kept';
