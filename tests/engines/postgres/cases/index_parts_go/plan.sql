-- drop index i_class: Drop index i_class of t
drop index "public"."i_class";
-- drop index i_collation: Drop index i_collation of t
drop index "public"."i_collation";
-- drop index i_descending: Drop index i_descending of t
drop index "public"."i_descending";
-- drop index i_distinct: Drop index i_distinct of t
drop index "public"."i_distinct";
-- drop index i_expression: Drop index i_expression of t
drop index "public"."i_expression";
-- drop index i_include: Drop index i_include of t
drop index "public"."i_include";
-- drop index i_name: Drop index i_name of t
drop index "public"."i_name";
-- drop index i_nulls: Drop index i_nulls of t
drop index "public"."i_nulls";
-- drop index i_type: Drop index i_type of t
drop index "public"."i_type";
-- drop index i_unique: Drop index i_unique of t
drop index "public"."i_unique";
-- drop index i_where: Drop index i_where of t
drop index "public"."i_where";
-- rename table t: Rename index i_columns of t to i_unique
alter index "public"."i_columns" rename to "i_unique";
-- create index i_columns: Create index i_columns on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "i_columns" on "public"."t" ("a");
-- create index i_name: Create index i_name on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "i_name" on "public"."t" (((b + 1)));
-- create index i_expression: Create index i_expression on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "i_expression" on "public"."t" ("c");
-- create index i_descending: Create index i_descending on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "i_descending" on "public"."t" ("a");
-- create index i_nulls: Create index i_nulls on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "i_nulls" on "public"."t" ("a");
-- create index i_collation: Create index i_collation on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "i_collation" on "public"."t" ("c");
-- create index i_class: Create index i_class on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "i_class" on "public"."t" ("c");
-- create index i_type: Create index i_type on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "i_type" on "public"."t" ("c");
-- create index i_include: Create index i_include on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "i_include" on "public"."t" ("c");
-- create index i_distinct: Create index i_distinct on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create unique index "i_distinct" on "public"."t" ("a");
-- alter table t: Remove the comment on index i_comment of t
comment on index "public"."i_comment" is null;
-- rename table t: Rename index i_called of t to idx_t_b_c_a
alter index "public"."i_called" rename to "idx_t_b_c_a";
-- rename table t: Rename index i_gone of t to i_where
alter index "public"."i_gone" rename to "i_where";
