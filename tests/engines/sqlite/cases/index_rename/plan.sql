-- drop index old: Drop index old of t
drop index "old";
-- create index fresh: Create index fresh on t
create index "fresh" on "t" ("a");
