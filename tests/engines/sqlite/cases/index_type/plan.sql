-- create table t: Create table t
create table "t" (
  "id" INTEGER,
  "a" TEXT,
  primary key ("id")
);
-- create index idx_t_a: Create index idx_t_a on t
create index "idx_t_a" on "t" ("a");
