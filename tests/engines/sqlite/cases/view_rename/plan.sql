-- rename view old: Rename view old to v
drop view "old";
create view "v" as select a from t;
