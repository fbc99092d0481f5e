-- create table t: Create table t
create table "t" (
  "id" INTEGER,
  "i" INT,
  "s" TEXT,
  "r" REAL,
  "b" BLOB,
  "n" TEXT,
  primary key ("id")
);
-- seed table t: Insert 1 row into t
insert into "t" ("id", "i", "s", "r", "b", "n") values
  (1, 0, '', 1.5, x'00ff', 'it''s "so"; --
\n');
insert into "t" ("id", "i", "s") values
  (2, -9007199254740993, cast(x'610062' as text));
