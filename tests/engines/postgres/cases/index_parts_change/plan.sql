-- drop index i_class: Drop index i_class of t
drop index "public"."i_class";
-- drop index i_collation: Drop index i_collation of t
drop index "public"."i_collation";
-- drop index i_columns: Drop index i_columns of t
drop index "public"."i_columns";
-- drop index i_descending: Drop index i_descending of t
drop index "public"."i_descending";
-- drop index i_distinct: Drop index i_distinct of t
drop index "public"."i_distinct";
-- drop index i_expression: Drop index i_expression of t
drop index "public"."i_expression";
-- drop index i_include: Drop index i_include of t
drop index "public"."i_include";
-- drop index i_nulls: Drop index i_nulls of t
drop index "public"."i_nulls";
-- drop index i_type: Drop index i_type of t
drop index "public"."i_type";
-- drop index i_unique: Drop index i_unique of t
drop index "public"."i_unique";
-- drop index i_where: Drop index i_where of t
drop index "public"."i_where";
-- create index i_columns: Create index i_columns on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "i_columns" on "public"."t" ("b", "a");
-- rename table t: Rename index i_name of t to i_descending
alter index "public"."i_name" rename to "i_descending";
-- create index i_name: Create index i_name on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "i_name" on "public"."t" ("b" desc);
-- create index i_expression: Create index i_expression on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "i_expression" on "public"."t" ((upper(c)));
-- create index i_nulls: Create index i_nulls on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "i_nulls" on "public"."t" ("a" nulls first);
-- create index i_collation: Create index i_collation on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "i_collation" on "public"."t" ("c" collate "POSIX");
-- create index i_class: Create index i_class on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "i_class" on "public"."t" ("c" text_pattern_ops);
-- create index i_unique: Create index i_unique on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create unique index "i_unique" on "public"."t" ("a", "b");
-- create index i_type: Create index i_type on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "i_type" on "public"."t" using "hash" ("c");
-- create index i_include: Create index i_include on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "i_include" on "public"."t" ("c") include ("b");
-- create index i_where: Create index i_where on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "i_where" on "public"."t" ("b") where (b > 5);
-- create index i_distinct: Create index i_distinct on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create unique index "i_distinct" on "public"."t" ("a") nulls not distinct;
-- alter table t: Change storage parameters of index i_with of t
alter index "public"."i_with" set ("fillfactor" = '60');
alter index "public"."i_with" reset ("deduplicate_items");
-- alter table t: Comment on index i_comment of t
comment on index "public"."i_comment" is 'new';
