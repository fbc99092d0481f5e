create table t (a integer);
create view fresh (x, "Odd y") as select 1, 2; comment on view fresh is 'new';
create view other as select a as two from t; comment on view other is 'changed';
create view gone as select a as x from t; comment on view gone is 'kept';
create view named as select a as b from t; create view same as select a as n from t;
create view over as select two from other; comment on view over is 'kept';
