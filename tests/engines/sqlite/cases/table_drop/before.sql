create table p (id integer primary key);
create table t (p int references p);
insert into p values (1), (2);
insert into t values (1);
create table other (x);
create index ti on t (p);
