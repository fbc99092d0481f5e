-- create table t: Create table t
create table "t" (
  "k" TEXT not null,
  "j" INT not null,
  primary key ("k", "j")
) strict, without rowid;
