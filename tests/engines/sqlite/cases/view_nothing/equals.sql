create table t (id integer primary key, a text, b text);
create view v as select a, "b" from t where a<>'';
