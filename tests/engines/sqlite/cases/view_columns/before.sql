create view one as select a from t;
create view two (x) as select a from t;
create view three (x) as select a from t;
