-- drop index i: Drop index i of t
drop index "i";
-- drop index u: Drop index u of t
drop index "u";
-- create index i: Create index i on t
create unique index "i" on "t" ("a");
-- create index u: Create index u on t
create index "u" on "t" ("b");
