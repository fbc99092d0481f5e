create table t (id integer primary key, a text, v text as (upper(a)), s text as (lower(a)) stored);
insert into t (id, a) values (1, 'x');
