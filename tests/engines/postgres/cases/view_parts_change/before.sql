create table t (a integer);
insert into t values (1);
create view other (one) as select a from t; comment on view other is 'old';
create view gone (y) as select a from t; comment on view gone is 'kept';
create view named as select a from t;
create view same (n) as select a from t;
create view over as select one from other; comment on view over is 'kept';
