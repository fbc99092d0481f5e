-- create table t: Create table t
create table "t" (
  "id" INTEGER,
  "n" INT default 5,
  "z" INT default 0,
  "s" TEXT default '5',
  "e" TEXT default '',
  "q" TEXT default 'it''s "so"',
  "b" boolean default 0,
  "r" REAL default -1.5,
  "now" TEXT default current_date,
  "x" TEXT default (upper('x') || '; --'),
  "big" INTEGER default 9223372036854775807,
  "nul" TEXT,
  "hex" BLOB default 'x''00ff''',
  primary key ("id")
);
