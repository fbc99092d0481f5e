-- alter table t: Change column a of t: type boolean to bigint; Change column b of t: type boolean to numeric(3,2), set default 1; Change column c of t: type bigint to boolean, set default true; Change column d of t: type numeric to boolean; Change column e of t: type boolean[] to smallint[]
--   changes-data (1): Converts column a of t from boolean to bigint in 1 row
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from reading and writing t while it rewrites 2 rows
--   changes-data (1): Converts column b of t from boolean to numeric(3,2) in 1 row
--   changes-data (1): Converts column c of t from bigint to boolean in 1 row
--   changes-data (1): Converts column d of t from numeric to boolean in 1 row
--   changes-data (1): Converts column e of t from boolean[] to smallint[] in 1 row
alter table "public"."t" alter column "a" type bigint using "a"::integer::bigint, alter column "b" drop default, alter column "b" type numeric(3,2) using "b"::integer::numeric(3,2), alter column "b" set default 1, alter column "c" drop default, alter column "c" type boolean using "c" <> 0, alter column "c" set default true, alter column "d" type boolean using "d" <> 0, alter column "e" type smallint[] using "e"::integer[]::smallint[];
