-- rename table t2: Rename table t to t2
alter table "public"."t" rename to "t2";
-- rename table t2: Rename column id of t2 to id2
alter table "public"."t2" rename column "id" to "id2";
-- rename table t2: Rename column k of t2 to k2
alter table "public"."t2" rename column "k" to "k2";
-- rename table e2: Rename table e to e2
alter table "public"."e" rename to "e2";
-- rename table e2: Rename column k of e2 to k2
alter table "public"."e2" rename column "k" to "k2";
-- rename table h2: Rename table h to h2
alter table "public"."h" rename to "h2";
-- rename table h2: Rename column id of h2 to id2
alter table "public"."h2" rename column "id" to "id2";
-- rename table p2_1: Rename partition app.p_1 to p2_1
alter table "app"."p_1" rename to "p2_1";
-- rename table p2_rest: Rename partition p_rest to p2_rest
alter table "public"."p_rest" rename to "p2_rest";
-- rename table p2_range: Rename partition p_range to p2_range
alter table "public"."p_range" rename to "p2_range";
-- rename table s2_range: Rename partition app.s_range to s2_range
alter table "app"."s_range" rename to "s2_range";
-- rename table s2_rest: Rename partition s_rest to s2_rest
alter table "public"."s_rest" rename to "s2_rest";
-- rename table p2_list: Rename partition p_list to p2_list
alter table "public"."p_list" rename to "p2_list";
-- rename table s2_list: Rename partition s_list to s2_list
alter table "public"."s_list" rename to "s2_list";
-- rename table p2_hash: Rename partition p_hash to p2_hash
alter table "public"."p_hash" rename to "p2_hash";
-- rename table s2_hash: Rename partition s_hash to s2_hash
alter table "public"."s_hash" rename to "s2_hash";
-- rename table e2_a: Rename partition e_a to e2_a
alter table "public"."e_a" rename to "e2_a";
-- rename table h2_0: Rename partition h_0 to h2_0
alter table "public"."h_0" rename to "h2_0";
