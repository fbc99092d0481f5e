-- alter table t: Change column a of t: engine options
alter table "public"."t" alter column "a" set increment 5 set cache 3;
