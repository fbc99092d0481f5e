-- alter table p: Change column b of p: set not null
--   exclusive-lock (1): Keeps others from reading and writing p while it checks 1 row
alter table "public"."p" alter column "b" set not null;
-- alter table q: Drop foreign key (a) to p of q
alter table "public"."q" drop constraint "q_a_fkey";
-- alter table p: Drop the primary key of p
alter table "public"."p" drop constraint "p_pkey";
-- alter table p: Make (b, a) the primary key of p
--   exclusive-lock (1): Keeps others from reading and writing p while it makes an index over 1 row
alter table "public"."p" add primary key ("b", "a");
-- alter table q: Drop foreign key (b) to p of q
alter table "public"."q" drop constraint "q_b_fkey";
-- alter table p: Drop unique constraint (b) of p
alter table "public"."p" drop constraint "u";
-- alter table p: Add unique constraint (c) to p
--   exclusive-lock (1): Keeps others from reading and writing p while it makes an index over 1 row
alter table "public"."p" add unique ("c");
-- alter table p: Add unique constraint (a, c) to p
--   exclusive-lock (1): Keeps others from reading and writing p while it makes an index over 1 row
alter table "public"."p" add constraint "ac" unique ("a", "c");
-- alter table p: Drop check (c > 0) of p
alter table "public"."p" drop constraint "k";
-- alter table p: Drop check (b > 0) of p
alter table "public"."p" drop constraint "p_b_check";
-- alter table p: Add check (c > 1) to p
--   may-fail (1): Fails when there are rows of p which do not fulfil c > 1
--   exclusive-lock (1): Keeps others from reading and writing p while it checks 1 row
alter table "public"."p" add constraint "k" check (c > 1);
-- alter table q: Add foreign key (a) to p on q
alter table "public"."q" add foreign key ("a") references "public"."p" ("c");
-- alter table q: Add foreign key (b, a) to p on q
alter table "public"."q" add foreign key ("b", "a") references "public"."p" ("b", "a");
