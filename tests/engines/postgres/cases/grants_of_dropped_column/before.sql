create table t (id int primary key, code text, note text);
grant select (code, note) on t to pg_monitor;
insert into t values (1, 'a', 'b');
