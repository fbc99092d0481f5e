-- drop index gone: Drop index gone of t
drop index "gone";
-- drop index idx_t_a_b: Drop index idx_t_a_b of t
drop index "idx_t_a_b";
-- drop index i: Drop index i of t
drop index "i";
-- drop index dir: Drop index dir of t
drop index "dir";
-- drop index coll: Drop index coll of t
drop index "coll";
-- drop index expr: Drop index expr of t
drop index "expr";
-- drop index part: Drop index part of t
drop index "part";
-- drop index whole: Drop index whole of t
drop index "whole";
-- create index idx_t_a_b: Create index idx_t_a_b on t
create index "idx_t_a_b" on "t" ("a", "b");
-- create index i: Create index i on t
create index "i" on "t" ("a") where a > 'l';
-- create index idx_t_b: Create index idx_t_b on t
create index "idx_t_b" on "t" ("b" collate "nocase" desc);
-- create index dir: Create index dir on t
create index "dir" on "t" ("a" desc);
-- create index coll: Create index coll on t
create index "coll" on "t" ("a" collate "nocase");
-- create index expr: Create index expr on t
create index "expr" on "t" ((upper(a)));
-- create index part: Create index part on t
create index "part" on "t" ("a");
-- create index whole: Create index whole on t
create index "whole" on "t" ("b") where b is not null;
