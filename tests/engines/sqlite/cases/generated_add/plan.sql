-- alter table t: Add column v to t
alter table "t" add column "v" TEXT generated always as (upper(a)) virtual;
-- create table u: Create table u
create table "u" (
  "id" INTEGER,
  primary key ("id")
);
