-- drop index i: Drop index i of b
drop index "i";
-- create index i: Create index i on a
create index "i" on "a" ("x");
