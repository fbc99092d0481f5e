-- alter table n: Change column a of n: set not null
alter table "public"."n" alter column "a" set not null;
-- alter table n: Make (a) the primary key of n
alter table "public"."n" add constraint "n_pkey" primary key ("a");
-- alter table n: Comment on constraint n_pkey of n
comment on constraint "n_pkey" on "public"."n" is 'of n';
-- alter table p: Change column a of p: set not null
--   exclusive-lock (1): Keeps others from reading and writing p while it checks 1 row
alter table "public"."p" alter column "a" set not null;
-- alter table p: Change column b of p: set not null
--   exclusive-lock (1): Keeps others from reading and writing p while it checks 1 row
alter table "public"."p" alter column "b" set not null;
-- alter table p: Make (b, a) the primary key of p
--   exclusive-lock (1): Keeps others from reading and writing p while it makes an index over 1 row
alter table "public"."p" add constraint "p_key" primary key ("b", "a") include ("c") deferrable initially immediate;
-- alter table p: Comment on constraint p_key of p
comment on constraint "p_key" on "public"."p" is 'of p';
-- alter table q: Drop the primary key of q
alter table "public"."q" drop constraint "q_key";
-- alter table q: Change column a of q: drop not null
alter table "public"."q" alter column "a" drop not null;
-- alter table r: Drop the primary key of r
alter table "public"."r" drop constraint "r_pkey";
-- alter table r: Make (a) the primary key of r
--   exclusive-lock (1): Keeps others from reading and writing r while it makes an index over 1 row
alter table "public"."r" add primary key ("a");
