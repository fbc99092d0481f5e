-- create table p: Create table p
create table "p" (
  "a" varchar(10) collate "nocase" not null,
  "b" decimal(10, 2) default 1.5,
  "c" timestamp default current_timestamp,
  "d" TEXT default (lower('ABC')),
  "e" TEXT default 'it''s',
  "f" boolean default 1,
  primary key ("a", "b"),
  constraint "positive" check (b > 0),
  check (length(d) < 10)
);
-- create index idx_p_c: Create index idx_p_c on p
create index "idx_p_c" on "p" ("c");
-- create index de: Create index de on p
create unique index "de" on "p" ("d" collate "rtrim" desc, (lower(e))) where e <> '';
-- create table q: Create table q
create table "q" (
  "x" TEXT,
  "y" INTEGER,
  constraint "to_p" foreign key ("x", "y") references "p" ("a", "b") on delete set null on update cascade deferrable initially deferred
);
