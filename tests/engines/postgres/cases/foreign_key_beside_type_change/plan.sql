-- alter table c: Drop foreign key c_p_id_fkey of c while its columns change
alter table "public"."c" drop constraint "c_p_id_fkey";
-- alter table c: Drop foreign key self of c while its columns change
alter table "public"."c" drop constraint "self";
-- alter table c: Change column p_id of c: type character varying(10) to integer; Change column up of c: type text to integer
--   changes-data (1): Converts column p_id of c from character varying(10) to integer in 1 row
--   rewrites-table (1): Writes 1 row of c anew
--   exclusive-lock (1): Keeps others from reading and writing c while it rewrites 1 row
--   changes-data (1): Converts column up of c from text to integer in 1 row
alter table "public"."c" alter column "p_id" type integer using "p_id"::integer, alter column "up" type integer using "up"::integer;
-- alter table q: Drop foreign key q_id_fkey of q while its columns change
alter table "public"."q" drop constraint "q_id_fkey";
-- alter table p: Change column id of p: type text to integer
--   changes-data (2): Converts column id of p from text to integer in 2 rows
--   rewrites-table (2): Writes 2 rows of p anew
--   exclusive-lock (2): Keeps others from reading and writing p while it rewrites 2 rows
alter table "public"."p" alter column "id" type integer using "id"::integer;
-- alter table q: Change column id of q: type text to bigint
--   changes-data (1): Converts column id of q from text to bigint in 1 row
--   rewrites-table (1): Writes 1 row of q anew
--   exclusive-lock (1): Keeps others from reading and writing q while it rewrites 1 row
alter table "public"."q" alter column "id" type bigint using "id"::bigint;
-- alter table c: Put back foreign key c_p_id_fkey of c while its columns change
--   exclusive-lock: Keeps others from writing to c while it reads all its rows
alter table "public"."c" add constraint "c_p_id_fkey" foreign key ("p_id") references "public"."p" ("id") on delete cascade;
-- alter table c: Put back the comment on foreign key c_p_id_fkey of c while its columns change
comment on constraint "c_p_id_fkey" on "public"."c" is 'kept';
-- alter table c: Put back foreign key self of c while its columns change
--   exclusive-lock: Keeps others from writing to c while it reads all its rows
alter table "public"."c" add constraint "self" foreign key ("up") references "public"."c" ("p_id");
-- alter table q: Put back foreign key q_id_fkey of q while its columns change
--   exclusive-lock: Keeps others from writing to q while it reads all its rows
alter table "public"."q" add constraint "q_id_fkey" foreign key ("id") references "public"."p" ("id");
