-- rebuild table t: Rebuild t: change column a, set default 'q'
--   because SQLite's ALTER TABLE cannot do this: Change column a of t: set default 'q'
create table "_schemahero_new_t" (
  "id" INTEGER primary key autoincrement,
  "a" TEXT default 'q'
);
insert into "_schemahero_new_t" ("id", "a")
  select "id", "a" from "t";
delete from sqlite_sequence where name = '_schemahero_new_t';
insert into sqlite_sequence (name, seq) select '_schemahero_new_t', seq from sqlite_sequence where name = 't';
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
