-- alter table t: Change column a of t: drop not null, engine options
alter table "public"."t" alter column "a" drop identity;
alter table "public"."t" alter column "a" drop not null;
-- alter table t: Change column b of t: drop default
alter table "public"."t" alter column "b" drop default;
-- alter table t: Change column c of t: drop not null, drop default, drop collation
alter table "public"."t" alter column "c" drop default, alter column "c" type text collate "default";
alter table "public"."t" alter column "c" drop not null;
-- alter table t: Change column d of t: drop not null
alter table "public"."t" alter column "d" drop not null;
-- alter table t: Change column e of t: drop not null, engine options
alter table "public"."t" alter column "e" drop identity;
alter table "public"."t" alter column "e" drop not null;
-- alter table t: Change column f of t: no longer generated
alter table "public"."t" alter column "f" drop expression;
