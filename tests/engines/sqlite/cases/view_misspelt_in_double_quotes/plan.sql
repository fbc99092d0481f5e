-- create view wrong: Create view wrong
create view "wrong" as select "titel" from t;
-- create view upper: Create view upper
create view "upper" as select title as "The Title" from t;
-- create view deeper: Create view deeper
create view "deeper" as select "The Title", "body" from upper, words where "words".rank < 0;
