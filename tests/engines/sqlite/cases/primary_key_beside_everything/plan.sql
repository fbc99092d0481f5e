-- rebuild table t: Rebuild t: make (a) the primary key
--   because SQLite's ALTER TABLE cannot do this: Make (a) the primary key of t
create table "_schemahero_new_t" (
  "id" INTEGER,
  "p" INT,
  "a" TEXT not null,
  "g" TEXT generated always as (upper(a)) virtual,
  primary key ("a"),
  check (id > 0),
  constraint "t_p_fkey" foreign key ("p") references "p" ("id")
);
--   rewrites-table (2): Copies 2 rows of t
insert into "_schemahero_new_t" (rowid, "id", "p", "a")
  select rowid, "id", "p", "a" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
CREATE INDEX i on t (p);
CREATE TRIGGER tr after insert on t begin insert into log values (new.a); end;
-- seed table t: Insert 1 row into t
insert into "t" ("a", "id") values
  ('z', 9);
