create table p (id integer primary key, x int);
create table t (id integer primary key, p int);
insert into p values (1, 5);
insert into t values (1, 5);
