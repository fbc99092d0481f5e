create table t (a integer);
create function f() returns trigger language plpgsql as 'begin return new; end';
create constraint trigger c after insert or update on t for each row execute function f();
