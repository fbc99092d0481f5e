create table t (base integer, id integer, g integer generated always as (base * 2) stored); insert into t values (5, 1);
