-- alter table t: Drop exclusion constraint x_gone of t
alter table "public"."t" drop constraint "x_gone";
-- alter table t: Drop exclusion constraint x_less of t
alter table "public"."t" drop constraint "x_less";
-- alter table t: Drop exclusion constraint x_parts of t
alter table "public"."t" drop constraint "x_parts";
-- alter table t: Add exclusion constraint to t
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "all_of_it" exclude using "btree" ((lower(c)) collate "C" text_pattern_ops desc nulls last with =) where (a > 0) deferrable initially deferred;
-- alter table t: Comment on constraint all_of_it of t
comment on constraint "all_of_it" on "public"."t" is 'of it';
-- alter table t: Add exclusion constraint to t
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "t_b_excl" exclude using "btree" ("b" with =);
-- alter table t: Comment on constraint t_b_excl of t
comment on constraint "t_b_excl" on "public"."t" is 'without a name';
-- alter table t: Add exclusion constraint to t
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add exclude using "gist" ("r" with &&);
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "x_less" exclude using "btree" ("c" with =);
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "x_parts" exclude using "btree" ("a" with =);
