-- create schema app: Create schema app
create schema if not exists "app";
-- create type positive: Create domain positive
create domain "public"."positive" as integer default 7 not null constraint "is_positive" check (value > 0) check (value < 1000 and (value % 2 = 1 or true));
-- alter type positive: Comment on constraint is_positive of domain positive
comment on constraint "is_positive" on domain "public"."positive" is 'c';
-- create type mood: Create type mood
create type "public"."mood" as enum ('sad', 'ok', 'it''s', 'x"y\');
-- create type address: Create type address
create type "public"."address" as ("street" character varying(40) collate "C", "m" public.mood, "p" public.positive[]);
-- alter type address: Comment on attribute street of type address
comment on column "public"."address"."street" is 's';
-- create type Address: Create type Address
create type "public"."Address" as ("select" integer);
-- create type nonempty: Create domain app.nonempty
create domain "app"."nonempty" as text collate "C" default 'it''s';
-- alter type nonempty: Add check (value <> '') to domain app.nonempty
alter domain "app"."nonempty" add constraint "late" check (value <> '') not valid;
-- create table t: Create table t
create table "public"."t" (
  "m" public.mood default 'sad',
  "ms" public.mood[] default '{}',
  "d" public.positive,
  "n" "app".nonempty,
  "a" public.address,
  "b" public."Address"
);
-- alter type address: Comment on type address
comment on type "public"."address" is 'where';
-- alter type positive: Comment on domain positive
comment on domain "public"."positive" is 'more than nothing';
-- create type nothing: Create type nothing
create type "public"."nothing" as enum ();
