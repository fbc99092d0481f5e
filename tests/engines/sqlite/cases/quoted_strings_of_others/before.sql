create table t (id integer primary key, a text default "x" check (a <> ""), b text);
create index i on t (id) where b <> "";
create view v as select "text" as c from t;
insert into t (id) values (1);
