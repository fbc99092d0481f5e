create table t (a int, b int);
create trigger one before update of a on t for each row when (old.a <> new.a) execute function f();
create trigger two before update of a on t for each row when (old.a > new.a) execute function f();
