-- rebuild table t: Rebuild t: add column c
--   because A new NOT NULL column has no default
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT,
  "c" INT not null,
  primary key ("id")
);
insert into "_schemahero_new_t" ("id", "a")
  select "id", "a" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
