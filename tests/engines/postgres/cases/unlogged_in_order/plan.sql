-- alter table b_child: Change unlogged of table b_child
--   rewrites-table (1): Writes 1 row of b_child anew
--   exclusive-lock (1): Keeps others from reading and writing b_child while it rewrites 1 row
alter table "public"."b_child" set unlogged;
-- alter table a_parent: Change unlogged of table a_parent
--   rewrites-table (1): Writes 1 row of a_parent anew
--   exclusive-lock (1): Keeps others from reading and writing a_parent while it rewrites 1 row
alter table "public"."a_parent" set unlogged;
-- alter table d_parent: Change logged of table d_parent
--   rewrites-table (1): Writes 1 row of d_parent anew
--   exclusive-lock (1): Keeps others from reading and writing d_parent while it rewrites 1 row
alter table "public"."d_parent" set logged;
-- alter table c_child: Change logged of table c_child
--   rewrites-table (1): Writes 1 row of c_child anew
--   exclusive-lock (1): Keeps others from reading and writing c_child while it rewrites 1 row
alter table "public"."c_child" set logged;
-- alter table f_child: Drop foreign key (p) to e_parent of f_child
alter table "public"."f_child" drop constraint "f_child_fk";
-- alter table e_parent: Change unlogged of table e_parent
alter table "public"."e_parent" set unlogged;
-- alter table h_parent: Change logged of table h_parent
alter table "public"."h_parent" set logged;
-- alter table g_child: Change logged of table g_child
alter table "public"."g_child" set logged;
-- alter table g_child: Add foreign key (p) to h_parent on g_child
alter table "public"."g_child" add constraint "g_child_fk" foreign key ("p") references "public"."h_parent" ("id");
-- alter table i_itself: Change unlogged of table i_itself
alter table "public"."i_itself" set unlogged;
