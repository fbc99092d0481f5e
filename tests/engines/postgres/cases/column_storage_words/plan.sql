-- alter table t: Change column b of t: engine options
alter table "public"."t" alter column "b" set storage extended;
alter table "public"."t" alter column "b" set compression default;
-- alter table t: Change column n of t: engine options
alter table "public"."t" alter column "n" set storage main;
