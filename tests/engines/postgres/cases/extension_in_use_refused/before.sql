create extension citext; create table t (a citext); insert into t values ('x');
