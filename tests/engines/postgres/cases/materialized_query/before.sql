create table t (a int primary key, b text); insert into t values (1, 'x');
create materialized view m with (fillfactor = 70) as select a, b from t; create unique index kept on m (a); comment on materialized view m is 'kept'; comment on index kept is 'k';
create materialized view spelled as select a, b from t where a > 1;
create view top as select * from m; create materialized view over as select a from top with no data; create index over_a on over (a);
