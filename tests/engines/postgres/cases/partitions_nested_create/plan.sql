-- create schema app: Create schema app
create schema if not exists "app";
-- create table t: Create table t
create table "public"."t" (
  "id" integer,
  "k" text
) partition by RANGE ("id", "k" COLLATE "C" text_pattern_ops);
-- create table e: Create table e
create table "public"."e" (
  "k" text
) partition by LIST (lower(k));
-- create table h: Create table h
create table "public"."h" (
  "id" integer
) partition by HASH ("id");
-- create table p_1: Create partition app.p_1 of t
create table "app"."p_1" partition of "public"."t" for values from ('0', MINVALUE) TO ('10', MAXVALUE);
-- alter table p_1: Comment on partition app.p_1
comment on table "app"."p_1" is 'one';
-- create table p_rest: Create partition p_rest of t
create table "public"."p_rest" partition of "public"."t" default;
-- create table p_range: Create partition p_range of t
create table "public"."p_range" partition of "public"."t" for values from ('10', MAXVALUE) TO ('20', MAXVALUE) partition by RANGE ("k" COLLATE "C" text_pattern_ops);
-- create table s_range: Create partition app.s_range of p_range
create table "app"."s_range" partition of "public"."p_range" for values from ('a') TO ('m');
-- alter table s_range: Comment on partition app.s_range
comment on table "app"."s_range" is 'sub';
-- create table s_rest: Create partition s_rest of p_range
create table "public"."s_rest" partition of "public"."p_range" default;
-- create table p_list: Create partition p_list of t
create table "public"."p_list" partition of "public"."t" for values from ('20', MAXVALUE) TO ('30', MAXVALUE) partition by LIST (lower(k));
-- create table s_list: Create partition s_list of p_list
create table "public"."s_list" partition of "public"."p_list" for values in ('a', 'b');
-- create table p_hash: Create partition p_hash of t
create table "public"."p_hash" partition of "public"."t" for values from ('30', MAXVALUE) TO ('40', MAXVALUE) partition by HASH ("k");
-- create table s_hash: Create partition s_hash of p_hash
create table "public"."s_hash" partition of "public"."p_hash" for values with (modulus 1, remainder 0);
-- create table e_a: Create partition e_a of e
create table "public"."e_a" partition of "public"."e" for values in ('a');
-- create table h_0: Create partition h_0 of h
create table "public"."h_0" partition of "public"."h" for values with (modulus 1, remainder 0);
