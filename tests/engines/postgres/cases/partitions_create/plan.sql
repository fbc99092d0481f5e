-- create schema app: Create schema app
create schema if not exists "app";
-- create table e: Create table e
create table "public"."e" (
  "id" integer not null,
  "at" timestamp with time zone not null,
  "k" text not null,
  primary key ("id", "at", "k")
) partition by RANGE ("at");
-- create index e_k: Create index e_k on e
create index "e_k" on "public"."e" ("k");
-- alter table e: Comment on table e
comment on table "public"."e" is 'events';
-- create table l: Create table l
create table "public"."l" (
  "k" character varying(10)
) partition by LIST (lower(k));
-- create table h: Create table h
create table "public"."h" (
  "id" bigint
) partition by HASH ("id");
-- create table m: Create table m
create table "public"."m" (
  "a" integer,
  "b" text
) partition by RANGE ("a", "b" COLLATE "C", ((a + 1)));
-- create table e_2024a: Create partition e_2024a of e
create table "public"."e_2024a" partition of "public"."e" for values from ('2024-01-01') TO ('2024-07-01');
-- alter table e_2024a: Comment on partition e_2024a
comment on table "public"."e_2024a" is 'first half';
-- create table e_2024b: Create partition e_2024b of e
create table "public"."e_2024b" partition of "public"."e" for values from ('2024-07-01') TO ('2025-01-01') partition by LIST ("k");
-- create table e_2024b_a: Create partition e_2024b_a of e_2024b
create table "public"."e_2024b_a" partition of "public"."e_2024b" for values in ('a', 'b''s', NULL);
-- create table e_2024b_other: Create partition app.e_2024b_other of e_2024b
create table "app"."e_2024b_other" partition of "public"."e_2024b" default;
-- create table e_old: Create partition e_old of e
create table "public"."e_old" partition of "public"."e" for values from (MINVALUE) TO ('2024-01-01');
-- create table e_rest: Create partition e_rest of e
create table "public"."e_rest" partition of "public"."e" default;
-- create table l_a: Create partition l_a of l
create table "public"."l_a" partition of "public"."l" for values in ('a', 'b');
-- create table l_null: Create partition l_null of l
create table "public"."l_null" partition of "public"."l" for values in (NULL);
-- create table h_0: Create partition h_0 of h
create table "public"."h_0" partition of "public"."h" for values with (modulus 2, remainder 0);
-- create table h_1: Create partition h_1 of h
create table "public"."h_1" partition of "public"."h" for values with (modulus 2, remainder 1);
-- create table m_1: Create partition m_1 of m
create table "public"."m_1" partition of "public"."m" for values from ('-5', 'a', MINVALUE) TO ('10', MAXVALUE, MAXVALUE);
