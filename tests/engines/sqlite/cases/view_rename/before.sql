create view old as select a from t;
