-- rebuild table t: Rebuild t: change column id, set not null; change column a, set not null, set default 5; make (a, id) the primary key
--   because SQLite's ALTER TABLE cannot do this: Change column id of t: set not null
create table "_schemahero_new_t" (
  "id" INTEGER not null,
  "a" INT not null default 5,
  primary key ("a", "id")
) strict;
--   rewrites-table (1): Copies 1 row of t
--   changes-data (1): Sets column a of t to 5 where it is null, in 1 row
insert into "_schemahero_new_t" (rowid, "id", "a")
  select rowid, "id", ifnull("a", 5) from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
