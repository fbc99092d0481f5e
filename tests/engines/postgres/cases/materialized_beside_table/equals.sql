create function f(words text) returns bigint language sql immutable as 'select 1::bigint'; create table t (a bigint primary key, b text);
create materialized view m as select a, b from t; create index by_f on m (f(b)); create index by_a on m (a) where a > 3; create materialized view n as select b from t; create unique index by_n on n (f(b));
