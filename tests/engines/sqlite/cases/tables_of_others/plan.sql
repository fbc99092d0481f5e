-- alter table t: Add column c to t
alter table "t" add column "c" TEXT;
