-- alter trigger two: Replace trigger two of t
drop trigger "two";
-- rebuild table t: Rebuild t: change column a, set default 'q'
--   because SQLite's ALTER TABLE cannot do this: Change column a of t: set default 'q'
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT default 'q',
  "b" TEXT,
  primary key ("id")
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "a", "b")
  select "id", "a", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
CREATE TRIGGER one after insert on t begin insert into log values (new.a); end;
-- alter trigger two: Replace trigger two of t
create trigger "two" after delete on "t"
begin
  insert into log values (old.a);
end;
