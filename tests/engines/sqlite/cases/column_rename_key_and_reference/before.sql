create table p (a int, b int, primary key (a, b));
create table t (id integer primary key, x int, y int, foreign key (x, y) references p (a, b));
insert into p values (1, 2);
insert into t values (1, 1, 2);
