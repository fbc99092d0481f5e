create table t (a int, b int, c text, primary key (a, b));
insert into t values (1, 1, 'x'), (2, 1, 'y');
