-- rename table new_t: Rename table t to new_t
alter table "public"."t" rename to "new_t";
-- rename table new_t: Rename column id of new_t to id2
alter table "public"."new_t" rename column "id" to "id2";
-- rename table new_t: Rename column a of new_t to x
alter table "public"."new_t" rename column "a" to "x";
-- rename table new_t: Rename column b of new_t to y
alter table "public"."new_t" rename column "b" to "y";
-- rename table new_t: Rename index idx_t_a_b of new_t to idx_new_t_x_y
alter index "public"."idx_t_a_b" rename to "idx_new_t_x_y";
