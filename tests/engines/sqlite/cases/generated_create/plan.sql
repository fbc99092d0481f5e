-- create table t: Create table t
create table "t" (
  "id" INTEGER,
  "a" INT,
  "v" INT generated always as (a * 2) virtual,
  "s" TEXT not null generated always as (a || '!') stored,
  "n" generated always as (upper(s)) virtual,
  primary key ("id")
);
-- create index idx_t_v: Create index idx_t_v on t
create index "idx_t_v" on "t" ("v");
-- seed table t: Insert 1 row into t
insert into "t" ("id", "a") values
  (1, 5);
