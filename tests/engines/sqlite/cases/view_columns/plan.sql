-- alter view one: Replace view one
drop view "one";
-- alter view three: Replace view three
drop view "three";
-- alter view two: Replace view two
drop view "two";
-- alter view one: Replace view one
create view "one" ("x") as select a from t;
-- alter view three: Replace view three
create view "three" as select a from t;
-- alter view two: Replace view two
create view "two" ("y") as select a from t;
