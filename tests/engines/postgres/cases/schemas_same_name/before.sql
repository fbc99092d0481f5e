create schema other; create table other.t (id integer primary key); create table t (id integer primary key); insert into other.t values (1)
