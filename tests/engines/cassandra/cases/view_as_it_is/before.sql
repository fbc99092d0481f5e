create table t (k int, c int, v text, primary key (k, c));
create materialized view one as select * from t where c IS NOT NULL and k is not null primary key (c, k) with clustering order by (k desc);
create materialized view two as select "v", k, c from t where k > 3 and c is not null and v is not null primary key ((v), k, c);
