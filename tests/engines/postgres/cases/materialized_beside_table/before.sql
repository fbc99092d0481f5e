create function f(words text) returns int language sql immutable as 'select 1'; create table t (a int primary key, b text); insert into t values (1, 'x');
create materialized view m as select a, b from t; create index by_f on m (f(b)); create index by_a on m (a) where a > 3; create materialized view n as select b from t; create unique index by_n on n (f(b));
