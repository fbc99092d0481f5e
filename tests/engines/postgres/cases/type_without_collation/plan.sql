-- alter table t: Change column a of t: type text to bytea, drop collation; Change column b of t: type text to character varying(9), drop collation
--   changes-data (1): Converts column a of t from text to bytea in 1 row
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
--   changes-data (1): Converts column b of t from text to character varying(9) in 1 row
alter table "public"."t" alter column "a" type bytea using convert_to(a, 'UTF8'), alter column "b" type character varying(9);
