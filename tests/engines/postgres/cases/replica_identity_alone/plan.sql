-- alter table fuller: Set the replica identity of fuller
alter table "public"."fuller" replica identity full;
-- alter table indexed: Set the replica identity of indexed
alter table "public"."indexed" replica identity using index "indexed_code";
-- alter table plain: Set the replica identity of plain
alter table "public"."plain" replica identity default;
