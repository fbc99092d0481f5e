create table p (x integer, y integer, primary key (x, y));
create table q (id integer primary key);
create table t (a integer, b integer, foreign key (a, b) references p (x, y));
insert into p values (1, 2), (2, 1);
insert into q values (1), (2);
insert into t values (1, 2);
