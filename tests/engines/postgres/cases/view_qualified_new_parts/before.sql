create table t (a int); create view z_low as select a from t; create view a_top as select * from z_low; create materialized view mat as select * from z_low;
