create table t (a int primary key, b text);
create materialized view m with (fillfactor = 90) as select a, b from t;
create unique index same on m (a); create index renamed on m (b); create index spelled on m (lower(b)) where a > 1 and b is not null; create index changed on m (b, a) with (fillfactor = 50); comment on index changed is 'c'; create index parameters on m (a) with (fillfactor = 60); comment on index parameters is 'new';
create materialized view new_name as select a from t; create index kept on new_name (a); comment on materialized view new_name is 'kept';
