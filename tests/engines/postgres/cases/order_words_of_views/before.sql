create table t (id integer, a integer);
insert into t values (1, 10), (2, 20);
create view old_low as select id as old_high from t;
create view old_high as select old_high as id from old_low;
create view kept_low as select a as kept_high, id from t;
create view kept_high as select kept_high, id from kept_low;
