-- rebuild table t: Rebuild t: change column b, set default 5
--   because SQLite's ALTER TABLE cannot do this: Change column b of t: set default 5
create table "_schemahero_new_t" (
  "id" INTEGER not null,
  "a" VARCHAR (10) default 'x',
  "b" decimal(10, 2) default 5,
  "c" INT default 1,
  "d" TEXT default current_timestamp,
  "e" TEXT,
  "f" INT default (1 + 1),
  "g" TEXT,
  "h" default 'q',
  primary key ("id"),
  check ("A" <> '')
);
insert into "_schemahero_new_t" ("id", "a", "b", "c", "d", "e", "f", "g", "h")
  select "id", "a", "b", "c", "d", "e", "f", "g", "h" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
CREATE INDEX i on t (a asc, b desc) where a is not null;
