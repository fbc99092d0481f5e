-- rename table t2: Rename table t to t2
alter table "public"."t" rename to "t2";
-- rename table t2: Rename column a of t2 to a2
alter table "public"."t2" rename column "a" to "a2";
-- rename table t2: Rename column b of t2 to b2
alter table "public"."t2" rename column "b" to "b2";
-- rename table other2: Rename table app.other to app.other2
alter table "app"."other" rename to "other2";
-- rename table j2: Rename table j to j2
alter table "public"."j" rename to "j2";
-- rename table j2: Rename column a of j2 to a2
alter table "public"."j2" rename column "a" to "a2";
-- rename trigger t2: Rename trigger a of t2 to a2
alter trigger "a" on "public"."t2" rename to "a2";
-- rename trigger t2: Rename trigger b of t2 to b2
alter trigger "b" on "public"."t2" rename to "b2";
-- rename trigger t2: Rename trigger c of t2 to c2
alter trigger "c" on "public"."t2" rename to "c2";
-- rename trigger t2: Rename trigger d of t2 to d2
alter trigger "d" on "public"."t2" rename to "d2";
-- rename trigger j2: Rename trigger of_json of j2 to of_json2
alter trigger "of_json" on "public"."j2" rename to "of_json2";
