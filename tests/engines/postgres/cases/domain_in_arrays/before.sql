create domain p as integer; create domain q as integer; create type c as (x q); create table t (a p[], b p, c q); insert into t values ('{2,3}', 5, 7);
