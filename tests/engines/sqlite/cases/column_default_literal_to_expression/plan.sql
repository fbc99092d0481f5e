-- rebuild table t: Rebuild t: change column a, set default lower('A'); change column b, set default 'lower(''B'')'
--   because SQLite's ALTER TABLE cannot do this: Change column a of t: set default lower('A')
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT default (lower('A')),
  "b" TEXT default 'lower(''B'')',
  primary key ("id")
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "a", "b")
  select "id", "a", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
