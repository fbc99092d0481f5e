-- alter table t: Add column c to t
alter table "t" add column "c" TEXT;
-- alter table t: Add column d to t
alter table "t" add column "d" INT not null default 5;
-- alter table t: Add column e to t
alter table "t" add column "e" TEXT collate "nocase";
