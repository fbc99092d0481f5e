-- create table q: Create table q
create table "public"."q" (
  "id" serial,
  "x" character varying(10),
  "y" integer,
  "self" integer,
  primary key ("id")
);
-- create table p: Create table p
create table "public"."p" (
  "a" character varying(10) collate "C" not null,
  "b" integer not null,
  "price" numeric(10,2) default 0 not null,
  "at" timestamp(3) without time zone default now(),
  "one" character varying(1),
  "tags" text[] default '{}',
  "grid" integer[],
  "u" uuid default gen_random_uuid(),
  "empty" text default '',
  "zero" integer default 0,
  "yes" boolean default true,
  "word" text default 'now()',
  "j" jsonb default '{}'::jsonb,
  "g" integer generated always as (b * 2) stored,
  "n" bigint generated always as identity (increment 10 start 5) not null,
  "e" text,
  "tz" time with time zone,
  "iv" interval day to second(2),
  "bits" bit(3),
  "vb" bit varying(5),
  "ch" character(1),
  "f" real,
  "r" int4range,
  primary key ("a", "b"),
  constraint "one_zero" unique ("one", "zero") deferrable initially deferred,
  constraint "positive" check (b > 0),
  check (length(e) < 10),
  constraint "no_overlap" exclude using "gist" ("r" with &&)
) with ("fillfactor" = '80');
-- alter table q: Add foreign key (x, y) to p on q
alter table "public"."q" add constraint "to_p" foreign key ("x", "y") references "public"."p" ("a", "b") match full on delete set null on update cascade deferrable initially deferred;
-- alter table q: Add foreign key (self) to q on q
alter table "public"."q" add foreign key ("self") references "public"."q" ("id");
-- create index idx_p_at: Create index idx_p_at on p
create index "idx_p_at" on "public"."p" ("at");
-- create index de: Create index de on p
create unique index "de" on "public"."p" ("e" collate "C" desc nulls last, (lower(e)) text_pattern_ops) include ("zero") with ("fillfactor" = '70') where (e <> '');
-- create index idx_p_tags: Create index idx_p_tags on p
create index "idx_p_tags" on "public"."p" using "gin" ("tags");
-- alter table p: Comment on table p
comment on table "public"."p" is 'a table';
-- alter table p: Comment on column e of p
comment on column "public"."p"."e" is 'e''s comment';
