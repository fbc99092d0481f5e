-- rebuild table t: Rebuild t: change column a, set default 'q'
--   because SQLite's ALTER TABLE cannot do this: Change column a of t: set default 'q'
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT default 'q',
  primary key ("id")
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "a")
  select "id", "a" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
-- seed table t: Insert 1 row into t
insert into "t" ("id", "a") values
  (2, cast(x'620000006300' as text));
