create view v as select a from t;
create view w as select b from t;
