-- alter table t: Drop foreign key (a) to p2 of t
alter table "public"."t" drop constraint "f_defer";
-- alter table t: Drop foreign key (c) to p2 of t
alter table "public"."t" drop constraint "f_delete";
-- alter table t: Drop foreign key (a, d) to p of t
alter table "public"."t" drop constraint "f_match";
-- alter table t: Drop foreign key (d, a) to p of t
alter table "public"."t" drop constraint "f_pairs";
-- alter table t: Drop foreign key (a) to p of t
alter table "public"."t" drop constraint "f_parent";
-- alter table t: Drop foreign key (d) to p of t
alter table "public"."t" drop constraint "f_ref";
-- alter table t: Drop foreign key (c) to p of t
alter table "public"."t" drop constraint "f_schema";
-- alter table t: Drop foreign key (a, d) to p of t
alter table "public"."t" drop constraint "f_set";
-- alter table t: Drop foreign key (c) to p2 of t
alter table "public"."t" drop constraint "f_update";
-- rename table t: Rename constraint f_columns of t to f_parent
alter table "public"."t" rename constraint "f_columns" to "f_parent";
-- alter table t: Add foreign key (b) to p2 on t
alter table "public"."t" add constraint "f_columns" foreign key ("b") references "public"."p2" ("x");
-- alter table t: Add foreign key (c) to p on t
alter table "public"."t" add constraint "f_schema" foreign key ("c") references "app"."p" ("x");
-- alter table t: Add foreign key (d) to p on t
alter table "public"."t" add constraint "f_ref" foreign key ("d") references "public"."p" ("y");
-- alter table t: Add foreign key (c) to p2 on t
alter table "public"."t" add constraint "f_delete" foreign key ("c") references "public"."p2" ("x") on delete cascade;
alter table "public"."t" add constraint "f_update" foreign key ("c") references "public"."p2" ("x") on update set null;
-- alter table t: Add foreign key (a, d) to p on t
alter table "public"."t" add constraint "f_set" foreign key ("a", "d") references "public"."p" ("x", "y") on delete set null ("d");
alter table "public"."t" add constraint "f_match" foreign key ("a", "d") references "public"."p" ("x", "y") match full;
-- alter table t: Add foreign key (a) to p2 on t
alter table "public"."t" add constraint "f_defer" foreign key ("a") references "public"."p2" ("x") deferrable initially deferred;
-- alter table t: Add foreign key (d, a) to p on t
alter table "public"."t" add constraint "f_pairs" foreign key ("d", "a") references "public"."p" ("y", "x") on delete restrict;
-- alter table t: Check all rows of t against constraint f_valid
alter table "public"."t" validate constraint "f_valid";
-- alter table t: Comment on constraint f_comment of t
comment on constraint "f_comment" on "public"."t" is 'new';
-- rename table t: Rename constraint f_old of t to f_new
alter table "public"."t" rename constraint "f_old" to "f_new";
