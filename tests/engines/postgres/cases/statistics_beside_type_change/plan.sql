-- alter table t: Change column a of t: type integer to bigint; Change column b of t: collation "C"; Change column c of t: type character varying(9) to text
--   rewrites-table (100): Writes 100 rows of t anew
--   exclusive-lock (100): Keeps others from reading and writing t while it rewrites 100 rows
alter table "public"."t" alter column "a" type bigint, alter column "b" type text collate "C", alter column "c" type text;
