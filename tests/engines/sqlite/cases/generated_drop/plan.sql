-- alter table t: Drop generated column v of t
alter table "t" drop column "v";
-- alter table t: Drop generated column s of t
alter table "t" drop column "s";
