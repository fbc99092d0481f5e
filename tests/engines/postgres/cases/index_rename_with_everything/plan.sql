-- rename table new: Rename table old to new
alter table "public"."old" rename to "new";
-- rename table new: Rename column a of new to a2
alter table "public"."new" rename column "a" to "a2";
-- rename table new: Rename column b of new to b2
alter table "public"."new" rename column "b" to "b2";
-- rename table new: Rename column c of new to c2
alter table "public"."new" rename column "c" to "c2";
-- rename table new: Rename index i_name of new to i_name_2
alter index "public"."i_name" rename to "i_name_2";
-- rename table new: Rename index i_expression of new to i_expression_2
alter index "public"."i_expression" rename to "i_expression_2";
-- rename table new: Rename index i_unique of new to i_unique_2
alter index "public"."i_unique" rename to "i_unique_2";
-- rename table new: Rename index i_type of new to i_type_2
alter index "public"."i_type" rename to "i_type_2";
-- rename table new: Rename index idx_old_a_c of new to idx_new_a2_c2
alter index "public"."idx_old_a_c" rename to "idx_new_a2_c2";
