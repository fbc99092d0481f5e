-- alter table c: Drop foreign key c_b_a_fkey of c while its key changes
alter table "public"."c" drop constraint "c_b_a_fkey";
-- alter table others: Drop foreign key not_ours of others while its key changes
alter table "public"."others" drop constraint "not_ours";
-- alter table p: Drop the primary key of p
alter table "public"."p" drop constraint "p_pkey";
-- alter table p: Make (a, b) the primary key of p
--   exclusive-lock (1): Keeps others from reading and writing p while it makes an index over 1 row
alter table "public"."p" add primary key ("a", "b");
-- alter table q: Drop the primary key of q
alter table "public"."q" drop constraint "q_old";
-- alter table q: Make (a) the primary key of q
--   exclusive-lock (1): Keeps others from reading and writing q while it makes an index over 1 row
alter table "public"."q" add constraint "q_key" primary key ("a") include ("c");
-- alter table q: Comment on constraint q_key of q
comment on constraint "q_key" on "public"."q" is 'new';
-- alter table r: Drop the primary key of r
alter table "public"."r" drop constraint "r_pkey";
-- alter table r: Make (a) the primary key of r
--   exclusive-lock (1): Keeps others from reading and writing r while it makes an index over 1 row
alter table "public"."r" add primary key ("a") deferrable initially deferred;
-- alter table c: Put back foreign key c_b_a_fkey of c while its key changes
--   exclusive-lock: Keeps others from writing to c while it reads all its rows
alter table "public"."c" add constraint "c_b_a_fkey" foreign key ("b", "a") references "public"."p" ("b", "a");
-- alter table others: Put back foreign key not_ours of others while its key changes
--   exclusive-lock: Keeps others from writing to others while it reads all its rows
alter table "public"."others" add constraint "not_ours" foreign key ("x", "y") references "public"."p" ("a", "b") ON DELETE CASCADE;
-- alter table others: Put back the comment on foreign key not_ours of others while its key changes
comment on constraint "not_ours" on "public"."others" is 'theirs';
