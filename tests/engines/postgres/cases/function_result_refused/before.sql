create function f(int) returns int language sql immutable as 'select 1'; create table t (a int, c int generated always as (f(3)) stored);
