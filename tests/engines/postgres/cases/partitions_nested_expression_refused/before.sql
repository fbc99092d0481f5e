create table t (k integer, s integer, g integer generated always as (k + s) stored) partition by range (k);
create table t1 partition of t for values from (0) to (10) partition by range (s);
create table t11 partition of t1 for values from (0) to (10);
create table u (k integer, g integer generated always as (k + 1) stored) partition by range (k);
create table u1 partition of u for values from (0) to (10);
