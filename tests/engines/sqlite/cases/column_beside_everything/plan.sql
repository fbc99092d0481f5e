-- rebuild table t: Rebuild t: change column a, set default 'q'
--   because SQLite's ALTER TABLE cannot do this: Change column a of t: set default 'q'
create table "_schemahero_new_t" (
  "id" INTEGER,
  "p" INT,
  "a" TEXT default 'q',
  "b" TEXT,
  "g" TEXT generated always as (upper(a)) virtual,
  primary key ("id"),
  check (id > 0),
  constraint "t_p_fkey" foreign key ("p") references "p" ("id")
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "p", "a", "b")
  select "id", "p", "a", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
CREATE INDEX i on t (a);
CREATE TRIGGER tr after insert on t begin insert into log values (new.g); end;
-- seed table t: Insert 1 row into t
insert into "t" ("id", "p", "a") values
  (2, 2, 's');
