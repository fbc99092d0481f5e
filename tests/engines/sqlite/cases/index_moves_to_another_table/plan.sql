-- drop index i: Drop index i of a
drop index "i";
-- create index i: Create index i on b
create index "i" on "b" ("x");
