create table t (a integer); create view low as select a, a as n from t; create view top as select a from low; create view gone as select a from t
