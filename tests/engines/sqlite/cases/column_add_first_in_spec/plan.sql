-- alter table t: Add column z to t
alter table "t" add column "z" TEXT;
