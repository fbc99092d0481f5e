-- create table t: Create table t
create table "t" (
  "id" INTEGER,
  "n" INTEGER,
  primary key ("id")
);
-- create trigger stamp: Create trigger stamp on t
create trigger "stamp" after insert on "t"
begin
  update t set n = abs(new.n) where id = new.id;
end;
-- seed table t: Insert 1 row into t
insert into "t" ("id", "n") values
  (1, 5);
