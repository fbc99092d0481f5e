-- create table My "Table": Create table My "Table"
create table "public"."My ""Table""" (
  "Select" integer not null,
  "from" text,
  "a b" integer,
  "q""q" text default 'it''s "x" \ y',
  "o'r" text,
  "ÄÖ" integer,
  primary key ("Select"),
  constraint "Check'1" check ("a b" > 0)
);
-- create index idx_My "Table"_from_a b: Create index idx_My "Table"_from_a b on My "Table"
create index "idx_My ""Table""_from_a b" on "public"."My ""Table""" ("from", "a b");
-- create index I"x: Create index I"x on My "Table"
create index "I""x" on "public"."My ""Table""" ("q""q");
-- alter table My "Table": Comment on column o'r of My "Table"
comment on column "public"."My ""Table"""."o'r" is 'it''s';
-- create table nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn: Create table nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn
create table "public"."nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn" (
  "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc" integer
);
-- create index idx_nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn: Create index idx_nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn on nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn
create index "idx_nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn" on "public"."nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn" ("ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc");
-- create table order: Create table order
create table "public"."order" (
  "user" text,
  "t" integer
);
-- alter table order: Add foreign key (t) to My "Table" on order
alter table "public"."order" add foreign key ("t") references "public"."My ""Table""" ("Select");
