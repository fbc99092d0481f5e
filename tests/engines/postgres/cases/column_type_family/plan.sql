-- alter table t: Change column a of t: type character varying(5) to text; Change column b of t: type character varying(10) to character varying(20); Change column c of t: type numeric(10,2) to numeric(12,2); Change column d of t: type timestamp without time zone to timestamp with time zone; Change column e of t: type timestamp without time zone to date; Change column f of t: type character varying(3)[] to text[]; Change column g of t: type integer to boolean; Change column h of t: type text to jsonb; Change column i of t: type character varying(9) to character varying(2); Change column j of t: type integer to integer[]; Change column k of t: collation "C"
--   changes-data (1): Converts column d of t from timestamp without time zone to timestamp with time zone in 1 row
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
--   changes-data (1): Converts column e of t from timestamp without time zone to date in 1 row
--   changes-data (1): Converts column g of t from integer to boolean in 1 row
--   changes-data (1): Converts column h of t from text to jsonb in 1 row
--   changes-data (1): Converts column i of t from character varying(9) to character varying(2) in 1 row
--   changes-data (1): Converts column j of t from integer to integer[] in 1 row
alter table "public"."t" alter column "a" type text, alter column "b" type character varying(20), alter column "c" type numeric(12,2), alter column "d" type timestamp with time zone, alter column "e" type date, alter column "f" type text[], alter column "g" type boolean using "g"::boolean, alter column "h" type jsonb using "h"::jsonb, alter column "i" type character varying(2), alter column "j" type integer[] using array["j"]::integer[], alter column "k" type text collate "C";
