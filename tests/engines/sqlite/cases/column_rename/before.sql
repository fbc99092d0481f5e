create table t (id integer primary key, a text check (a <> ''), b text);
create index idx_t_a on t (a);
create view v as select a from t;
create table log (m text);
create trigger tr after update of a on t begin insert into log values (new.a); end;
insert into t values (1, 'x', 'y');
