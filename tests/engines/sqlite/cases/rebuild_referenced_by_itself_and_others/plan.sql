-- rebuild table t: Rebuild t: change column a, set default 'd'
--   because SQLite's ALTER TABLE cannot do this: Change column a of t: set default 'd'
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT default 'd',
  "up" INT,
  "b" TEXT,
  primary key ("id"),
  constraint "t_up_fkey" foreign key ("up") references "t" ("id") on delete cascade
);
--   rewrites-table (3): Copies 3 rows of t
insert into "_schemahero_new_t" ("id", "a", "up", "b")
  select "id", "a", "up", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
CREATE INDEX i on t (a);
CREATE TRIGGER tr after insert on t begin insert into log values (new.id); end;
CREATE TRIGGER dl after delete on t begin insert into log values (old.id); end;
