-- create extension uuid-ossp: Create extension uuid-ossp
create extension if not exists "uuid-ossp";
-- create sequence counter: Create sequence counter
create sequence "public"."counter";
-- create table fresh: Create table fresh
create table "public"."fresh" (
  "now_call" timestamp with time zone default now(),
  "now_word" timestamp with time zone default current_timestamp,
  "now_text" text default 'now()',
  "empty" text default '',
  "zero" integer default 0,
  "zero_text" text default '0',
  "uuid" uuid default uuid_generate_v4(),
  "seq" bigint default nextval('counter'),
  "quoted" text default 'it''s',
  "yes" boolean default true,
  "no" boolean default false,
  "nothing" text default 'null',
  "negative" integer default -1,
  "money" numeric(10,2) default 1.50,
  "list" text[] default '{}',
  "sum" integer default (1 + 1),
  "day" date default (current_date)
);
-- alter table was: Change column now_text of was: set default 'now()'::text
alter table "public"."was" alter column "now_text" set default 'now()'::text;
-- alter table was: Change column now_call of was: set default now()
alter table "public"."was" alter column "now_call" set default now();
-- alter table was: Change column zero of was: set default 0
alter table "public"."was" alter column "zero" set default 0;
-- alter table was: Change column empty of was: set default ''::text
alter table "public"."was" alter column "empty" set default ''::text;
-- alter table was: Change column uuid of was: set default public.uuid_generate_v4()
alter table "public"."was" alter column "uuid" set default public.uuid_generate_v4();
-- alter table was: Change column seq of was: set default nextval('public.counter'::regclass)
alter table "public"."was" alter column "seq" set default nextval('public.counter'::regclass);
-- alter table was: Change column expression of was: set default ('x'::text || 'y'::text)
alter table "public"."was" alter column "expression" set default ('x'::text || 'y'::text);
