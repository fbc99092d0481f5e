create table t (id integer primary key, n integer not null default 0);
create table kid (o int references t (id));
create view v as select n from t;
