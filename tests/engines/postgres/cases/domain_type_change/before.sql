create domain a as int check (value > 0);
create table t (a a default 3, b a[]);
insert into t values (5, '{1,2}');
