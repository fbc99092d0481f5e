-- alter table t: Drop the primary key of t
alter table "public"."t" drop constraint "t_pkey";
-- alter table t: Drop unique constraint (id, g) of t
alter table "public"."t" drop constraint "u";
-- alter table t: Drop foreign key (g) to p of t
alter table "public"."t" drop constraint "t_g_fkey";
-- alter table t: Drop check (g > 0) of t
alter table "public"."t" drop constraint "c";
-- drop index i: Drop index i of t
drop index "public"."i";
-- alter table t: Drop exclusion constraint x of t
alter table "public"."t" drop constraint "x";
-- alter table t: Drop generated column g of t
alter table "public"."t" drop column "g";
-- alter table t: Add column g to t
--   may-fail (2): Fails when there are rows of t for which g would be null
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from reading and writing t while it rewrites 2 rows
alter table "public"."t" add column "g" integer generated always as (id + 10) stored not null;
-- alter table t: Comment on column g of t
comment on column "public"."t"."g" is 'kept';
-- alter table t: Make (g) the primary key of t
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add primary key ("g");
-- alter table t: Add unique constraint (id, g) to t
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "u" unique ("id", "g");
-- alter table t: Comment on constraint u of t
comment on constraint "u" on "public"."t" is 'kept';
-- alter table t: Add foreign key (g) to p on t
--   exclusive-lock (2): Keeps others from writing to t while it checks 2 rows
alter table "public"."t" add foreign key ("g") references "public"."p" ("id");
-- alter table t: Add check (g > 0) to t
--   may-fail (2): Fails when there are rows of t which do not fulfil g > 0
--   exclusive-lock (2): Keeps others from reading and writing t while it checks 2 rows
alter table "public"."t" add constraint "c" check (g > 0);
-- alter table t: Comment on constraint c of t
comment on constraint "c" on "public"."t" is 'kept';
-- create index i: Create index i on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "i" on "public"."t" (((g + 1))) with ("fillfactor" = '70');
-- alter table t: Comment on index i of t
comment on index "public"."i" is 'kept';
-- alter table t: Add exclusion constraint to t
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "x2" exclude using "btree" ("g" with =);
