create table t (id integer primary key, a text unique on conflict ignore);
insert into t values (1, 'x');
