create table t (a text, b integer);
create view below as select a, b from t;
create view v as select upper(a) as a from below;
create view fits as select b + 1 as b, a from below;
