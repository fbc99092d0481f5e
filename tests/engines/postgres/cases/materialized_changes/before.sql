create table t (a int primary key, b text); insert into t values (1, 'x');
create materialized view m with (autovacuum_enabled = false) as select a, b from t with no data; comment on materialized view m is 'c';
create unique index same on m (a); create index old on m (b); create index spelled on m (lower(b)) where a > 1 and b is not null; create index changed on m (a, b); create index parameters on m (a) with (fillfactor = 70); create index gone_index on m (b desc);
create materialized view old_name as select a from t; create index kept on old_name (a); comment on materialized view old_name is 'kept';
create materialized view gone as select 1;
