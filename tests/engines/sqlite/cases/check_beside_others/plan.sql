-- rebuild table t: Rebuild t: drop check (id > 0); add check (id >= 0)
--   because SQLite's ALTER TABLE cannot do this: Drop check (id > 0) of t
create table "_schemahero_new_t" (
  "id" INTEGER,
  "p" INT,
  "a" TEXT,
  primary key ("id"),
  check (id >= 0),
  constraint "t_p_fkey" foreign key ("p") references "p" ("id") on delete cascade
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "p", "a")
  select "id", "p", "a" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
CREATE INDEX i on t (a);
CREATE TRIGGER tr after delete on t begin insert into log values (old.id); end;
