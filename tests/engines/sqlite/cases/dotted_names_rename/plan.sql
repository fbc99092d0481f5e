-- rename table c.d: Rename table a.b to c.d
alter table "a.b" rename to "c.d";
-- rename view v.w: Rename view v.w to v.z
drop view "v.w";
create view "v.z" as select id from "c.d";
