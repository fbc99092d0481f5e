-- alter table t: Drop exclusion constraint x_class of t
alter table "public"."t" drop constraint "x_class";
-- alter table t: Drop exclusion constraint x_collation of t
alter table "public"."t" drop constraint "x_collation";
-- alter table t: Drop exclusion constraint x_columns of t
alter table "public"."t" drop constraint "x_columns";
-- alter table t: Drop exclusion constraint x_defer of t
alter table "public"."t" drop constraint "x_defer";
-- alter table t: Drop exclusion constraint x_expression of t
alter table "public"."t" drop constraint "x_expression";
-- alter table t: Drop exclusion constraint x_name of t
alter table "public"."t" drop constraint "x_name";
-- alter table t: Drop exclusion constraint x_nulls of t
alter table "public"."t" drop constraint "x_nulls";
-- alter table t: Drop exclusion constraint x_where of t
alter table "public"."t" drop constraint "x_where";
-- alter table t: Add exclusion constraint to t
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "x_columns" exclude using "btree" ("b" with =, "a" with =);
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "x_name" exclude using "btree" ("b" with =);
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "x_expression" exclude using "btree" ((upper(c)) with =);
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "x_desc" exclude using "btree" ("a" desc with =);
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "x_nulls" exclude using "btree" ("a" nulls first with =);
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "x_collation" exclude using "btree" ("c" collate "POSIX" with =);
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "x_class" exclude using "btree" ("c" text_pattern_ops with =);
-- rename table t: Rename constraint x_with of t to x_new
alter table "public"."t" rename constraint "x_with" to "x_new";
-- alter table t: Add exclusion constraint to t
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "x_with" exclude using "gist" ("r" with -|-);
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "x_type" exclude using "hash" ("a" with =);
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "x_where" exclude using "btree" ("a" with =) where (b > 5);
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "x_defer" exclude using "btree" ("b" with =, "c" with =) deferrable initially deferred;
-- alter table t: Comment on constraint x_comment of t
comment on constraint "x_comment" on "public"."t" is 'new';
