create table t (id integer primary key, a text default 'x', b text default 1, check (a <> ''));
create index i on t (id) where b <> '';
create view v as select "text" as c from t;
