-- alter table t: Change column a of t: type character varying(20) to text; Change column b of t: collation "C"; Change column c of t: type text to character varying(9), engine options; Change column d of t: type text to text[]; Change column e of t: type json to jsonb
--   changes-data (1): Converts column c of t from text to character varying(9) in 1 row
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
--   changes-data (1): Converts column d of t from text to text[] in 1 row
--   changes-data (1): Converts column e of t from json to jsonb in 1 row
alter table "public"."t" alter column "a" type text, alter column "b" type text collate "C", alter column "c" type character varying(9), alter column "d" type text[] using array[d], alter column "e" type jsonb using "e"::jsonb;
-- alter table t: Change column a of t: type character varying(20) to text
alter table "public"."t" alter column "a" set storage external;
-- alter table t: Change column b of t: collation "C"
alter table "public"."t" alter column "b" set storage external;
-- alter table t: Change column c of t: type text to character varying(9), engine options
alter table "public"."t" alter column "c" set storage main;
-- alter table t: Change column e of t: type json to jsonb
alter table "public"."t" alter column "e" set storage external;
