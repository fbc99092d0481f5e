-- drop index i: Drop index i of t
drop index "i";
-- create index i: Create index i on t
create index "i" on "t" ("a", "g");
