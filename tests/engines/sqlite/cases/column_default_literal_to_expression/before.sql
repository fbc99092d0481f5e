create table t (id integer primary key, a text default 'lower(''A'')', b text default (lower('B')));
insert into t (id) values (1);
