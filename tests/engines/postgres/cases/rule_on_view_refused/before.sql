create table t (id integer, name varchar(10));
create view v as select name from t;
create rule r as on insert to v do instead nothing;
