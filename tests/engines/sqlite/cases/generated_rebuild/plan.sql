-- rebuild table t: Rebuild t: change column a, set default 'q'; add check (v <> 'NO')
--   because SQLite's ALTER TABLE cannot do this: Change column a of t: set default 'q'
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT default 'q',
  "v" TEXT generated always as (upper(a)) virtual,
  "s" TEXT generated always as (lower(a)) stored,
  primary key ("id"),
  check (v <> 'NO')
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "a")
  select "id", "a" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
CREATE INDEX i on t (v);
