create table t (id integer primary key, a text, v text as (upper(a)), s text generated always as (lower(a)) stored);
create index i on t (v);
create view w as select v, s from t;
insert into t (id, a) values (1, 'Xx');
