-- alter table ééééééééééééééééééééééééééééé_t: Change column id of ééééééééééééééééééééééééééééé_t: set autoincrement
create sequence "public"."éééééééééééééééééééééééééééé_id_seq" as integer owned by "public"."ééééééééééééééééééééééééééééé_t"."id";
-- alter table ééééééééééééééééééééééééééééé_t: Let column id of ééééééééééééééééééééééééééééé_t count on from its largest number
select setval('"public"."éééééééééééééééééééééééééééé_id_seq"', coalesce(max("id"), 0) + 1, false) from "public"."ééééééééééééééééééééééééééééé_t";
-- alter table ééééééééééééééééééééééééééééé_t: Change column id of ééééééééééééééééééééééééééééé_t: set autoincrement
alter table "public"."ééééééééééééééééééééééééééééé_t" alter column "id" set default nextval('"public"."éééééééééééééééééééééééééééé_id_seq"');
-- create table So long a name that only a part of it is left for what else t: Create table So long a name that only a part of it is left for what else t
create table "public"."So long a name that only a part of it is left for what else t" (
  "id" bigserial,
  primary key ("id")
);
