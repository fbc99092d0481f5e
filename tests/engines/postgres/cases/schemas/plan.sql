-- drop table t: Drop table gone.t
--   deletes-data (0): Deletes table gone.t with 0 rows [drop-table:gone.t]
drop table "gone"."t";
-- create schema fresh: Create schema fresh
create schema "fresh" authorization "pg_monitor";
-- create table t: Create table fresh.t
create table "fresh"."t" (
  "a" integer
);
-- drop schema gone: Drop schema gone
drop schema "gone";
-- alter schema fresh: Comment on schema fresh
comment on schema "fresh" is 'new';
-- alter schema there: Give schema there to pg_monitor
alter schema "there" owner to "pg_monitor";
-- alter schema there: Comment on schema there
comment on schema "there" is 'it''s';
-- create schema Mixed "Case": Create schema Mixed "Case"
create schema "Mixed ""Case""";
