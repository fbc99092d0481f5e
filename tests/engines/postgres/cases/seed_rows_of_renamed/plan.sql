-- rename table new: Rename table old to new
alter table "public"."old" rename to "new";
-- rename table new: Rename column b of new to b2
alter table "public"."new" rename column "b" to "b2";
-- seed table new: Set b2 of one row of new
--   changes-data (1): Overwrites b2 of one row of new
update "public"."new" set "b2" = 'TWO' where "id" = 2;
-- seed table new: Insert 1 row into new
insert into "public"."new" ("id", "b2") values
  (3, 'three');
