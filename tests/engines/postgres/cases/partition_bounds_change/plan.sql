-- alter table r_1: Detach partition r_1 from r: it stays as a table
--   exclusive-lock: Keeps others from reading and writing r for a moment
alter table "public"."r" detach partition "public"."r_1";
-- alter table r_2: Detach partition r_2 from r: it stays as a table
--   exclusive-lock: Keeps others from reading and writing r for a moment
alter table "public"."r" detach partition "public"."r_2";
-- alter table r_rest: Detach partition r_rest from r: it stays as a table
--   exclusive-lock: Keeps others from reading and writing r for a moment
alter table "public"."r" detach partition "public"."r_rest";
-- alter table r_was: Detach partition r_was from r: it stays as a table
--   exclusive-lock: Keeps others from reading and writing r for a moment
alter table "public"."r" detach partition "public"."r_was";
-- alter table r_1: Attach r_1 to r as a partition
--   exclusive-lock: Keeps others from reading and writing r_1 while it checks all rows
--   may-fail: Fails when there are rows of r_1 outside its bounds
alter table "public"."r" attach partition "public"."r_1" for values from (MINVALUE) TO (10);
-- alter table r_1: Comment on partition r_1
comment on table "public"."r_1" is 'new';
-- alter table r_2: Attach r_2 to r as a partition
--   exclusive-lock: Keeps others from reading and writing r_2 while it checks all rows
--   may-fail: Fails when there are rows of r_2 outside its bounds
alter table "public"."r" attach partition "public"."r_2" for values from (10) TO (15);
-- alter table r_2: Comment on partition r_2
comment on table "public"."r_2" is null;
-- alter table r_move: Move partition app.r_move to schema app
alter table "public"."r_move" set schema "app";
-- alter table r_back: Move partition r_back to schema public
alter table "app"."r_back" set schema "public";
-- alter table r_rest: Attach r_rest to r as a partition
--   exclusive-lock: Keeps others from reading and writing r_rest while it checks all rows
--   may-fail: Fails when there are rows of r_rest outside its bounds
alter table "public"."r" attach partition "public"."r_rest" for values from (100) TO (200);
-- alter table r_was: Attach r_was to r as a partition
--   exclusive-lock: Keeps others from reading and writing r_was while it checks all rows
--   may-fail: Fails when there are rows of r_was outside its bounds
alter table "public"."r" attach partition "public"."r_was" default;
-- alter table l_a: Detach partition l_a from l: it stays as a table
--   exclusive-lock: Keeps others from reading and writing l for a moment
alter table "public"."l" detach partition "public"."l_a";
-- alter table l_b: Detach partition l_b from l: it stays as a table
--   exclusive-lock: Keeps others from reading and writing l for a moment
alter table "public"."l" detach partition "public"."l_b";
-- alter table l_a: Attach l_a to l as a partition
--   exclusive-lock: Keeps others from reading and writing l_a while it checks all rows
--   may-fail: Fails when there are rows of l_a outside its bounds
alter table "public"."l" attach partition "public"."l_a" for values in ('a', 'c');
-- alter table l_b: Attach l_b to l as a partition
--   exclusive-lock: Keeps others from reading and writing l_b while it checks all rows
--   may-fail: Fails when there are rows of l_b outside its bounds
alter table "public"."l" attach partition "public"."l_b" for values in ('b', NULL);
-- alter table h1: Detach partition h1 from h: it stays as a table
--   exclusive-lock: Keeps others from reading and writing h for a moment
alter table "public"."h" detach partition "public"."h1";
-- alter table h1: Attach h1 to h as a partition
--   exclusive-lock: Keeps others from reading and writing h1 while it checks all rows
--   may-fail: Fails when there are rows of h1 outside its bounds
alter table "public"."h" attach partition "public"."h1" for values with (modulus 4, remainder 1);
-- create table h3: Create partition h3 of h
create table "public"."h3" partition of "public"."h" for values with (modulus 4, remainder 3);
