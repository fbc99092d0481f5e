create table t (a integer, b text, g integer generated always as (a + 1) stored);
