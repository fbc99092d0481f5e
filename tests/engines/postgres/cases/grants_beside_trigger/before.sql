create table t (a integer, b integer);
create function f() returns trigger language plpgsql as 'begin return new; end';
create constraint trigger c after insert on t for each row execute function f();
grant select (a), insert (b) on t to pg_monitor;
alter table t drop column b;
