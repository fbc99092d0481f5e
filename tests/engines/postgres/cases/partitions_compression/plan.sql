-- alter table events: Change column note of events: engine options
alter table "public"."events" alter column "note" set compression pglz;
-- alter table events: Change column kept of events: type character varying(20) to text
alter table "public"."events" alter column "kept" type text;
alter table "public"."events" alter column "kept" set compression pglz;
-- alter table events: Add column added to events
alter table "public"."events" add column "added" text;
-- alter table events: Set how column added of events is kept
alter table "public"."events" alter column "added" set compression pglz;
-- rename table one: Rename partition first to one
alter table "public"."first" rename to "one";
-- alter table one: Set how column note of partition one of events is kept
alter table "public"."one" alter column "note" set compression pglz;
-- alter table one: Set how column kept of partition one of events is kept
alter table "public"."one" alter column "kept" set compression pglz;
-- alter table one: Set how column added of partition one of events is kept
alter table "public"."one" alter column "added" set compression pglz;
-- rename table one_north: Rename partition first_north to one_north
alter table "public"."first_north" rename to "one_north";
-- alter table one_north: Set how column note of partition one_north of events is kept
alter table "public"."one_north" alter column "note" set compression pglz;
-- alter table one_north: Set how column kept of partition one_north of events is kept
alter table "public"."one_north" alter column "kept" set compression pglz;
-- alter table one_north: Set how column added of partition one_north of events is kept
alter table "public"."one_north" alter column "added" set compression pglz;
-- create table one_south: Create partition one_south of one
create table "public"."one_south" partition of "public"."one" for values in ('south');
-- drop table gone: Drop partition gone
--   deletes-data: Deletes partition gone of events with its rows [drop-table:gone]
drop table "public"."gone";
-- create table third: Create partition third of events
create table "public"."third" partition of "public"."events" for values from (30) TO (40);
