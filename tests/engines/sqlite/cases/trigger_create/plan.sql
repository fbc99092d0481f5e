-- create table log: Create table log
create table "log" (
  "m" TEXT
);
-- create table t: Create table t
create table "t" (
  "id" INTEGER,
  "a" TEXT,
  "b" TEXT,
  primary key ("id")
);
-- create trigger ai: Create trigger ai on t
create trigger "ai" after insert on "t"
begin
  insert into log values ('ai ' || new.id);
end;
-- create trigger bi: Create trigger bi on t
create trigger "bi" before insert on "t"
begin
  insert into log values ('bi');
end;
-- create trigger au: Create trigger au on t
create trigger "au" after update of "a", "b" on "t"
when (new.a <> old.a)
begin
  insert into log values (old.a || new.a);
insert into log values ('two; statements');
end;
-- create trigger bu: Create trigger bu on t
create trigger "bu" before update on "t"
begin
  select case when new.a = 'never' then raise(abort, 'no; never') end;
end;
-- create trigger ad: Create trigger ad on t
create trigger "ad" after delete on "t"
begin
  delete from log;
end;
-- create trigger bd: Create trigger bd on t
create trigger "bd" before delete on "t"
begin
  insert into log select a from t where id = old.id;
end;
