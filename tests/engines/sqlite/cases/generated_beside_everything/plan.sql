-- rebuild table t: Rebuild t: change column g, generated as (lower(a))
--   because SQLite's ALTER TABLE cannot do this: Change column g of t: generated as (lower(a))
create table "_schemahero_new_t" (
  "id" INTEGER,
  "p" INT,
  "a" TEXT,
  "g" TEXT generated always as (lower(a)) virtual,
  primary key ("id"),
  check (g <> 'NO'),
  constraint "t_p_fkey" foreign key ("p") references "p" ("id")
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "p", "a")
  select "id", "p", "a" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
CREATE TRIGGER tr after insert on t begin insert into log values (new.g); end;
