-- alter table a: Add column y to a
alter table "a" add column "y" TEXT;
-- alter table a: Drop column x of a
--   deletes-data (1): Deletes column x of a, which has a value in 1 row [drop-column:a.x]
alter table "a" drop column "x";
-- alter table b: Add column x to b
alter table "b" add column "x" TEXT;
-- alter table b: Drop column y of b
--   deletes-data (1): Deletes column y of b, which has a value in 1 row [drop-column:b.y]
alter table "b" drop column "y";
