-- alter table t: Drop foreign key (c) to p2 of t
alter table "public"."t" drop constraint "f_gone";
-- alter table t: Drop foreign key (a) to p2 of t
alter table "public"."t" drop constraint "f_less";
-- alter table t: Drop foreign key (a, b) to p of t
alter table "public"."t" drop constraint "f_schema";
-- alter table t: Drop foreign key (c, d) to p of t
alter table "public"."t" drop constraint "f_set";
-- alter table t: Drop foreign key (b) to p2 of t
alter table "public"."t" drop constraint "t_b_fkey";
-- alter table t: Add foreign key (a, b) to p on t
alter table "public"."t" add constraint "all_of_it" foreign key ("a", "b") references "app"."p" ("x", "y") match full on delete set null ("b") on update cascade deferrable initially deferred not valid;
-- alter table t: Comment on constraint all_of_it of t
comment on constraint "all_of_it" on "public"."t" is 'of it';
-- alter table t: Add foreign key (d) to p2 on t
--   exclusive-lock (1): Keeps others from writing to t while it checks 1 row
alter table "public"."t" add constraint "t_d_fkey" foreign key ("d") references "public"."p2" ("x");
-- alter table t: Comment on constraint t_d_fkey of t
comment on constraint "t_d_fkey" on "public"."t" is 'without a name';
-- alter table t: Add foreign key (a) to p2 on t
--   exclusive-lock (1): Keeps others from writing to t while it checks 1 row
alter table "public"."t" add constraint "f_less" foreign key ("a") references "public"."p2" ("x");
-- alter table t: Add foreign key (b) to p2 on t
--   exclusive-lock (1): Keeps others from writing to t while it checks 1 row
alter table "public"."t" add foreign key ("b") references "public"."p2" ("x");
-- alter table t: Add foreign key (c, d) to p on t
--   exclusive-lock (1): Keeps others from writing to t while it checks 1 row
alter table "public"."t" add constraint "f_set" foreign key ("c", "d") references "public"."p" ("x", "y") on delete set null;
-- alter table t: Remove the comment on constraint f_comment of t
comment on constraint "f_comment" on "public"."t" is null;
