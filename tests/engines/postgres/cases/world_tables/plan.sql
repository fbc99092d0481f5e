-- rename table owner: Rename table parent to owner
alter table "public"."parent" rename to "owner";
-- drop table gone: Drop table gone
--   deletes-data (0): Deletes table gone with 0 rows [drop-table:gone]
drop table "public"."gone";
-- alter table t: Change storage parameters of table t
alter table "public"."t" set ("fillfactor" = '90');
-- alter table t: Comment on table t
comment on table "public"."t" is 'changed';
-- alter table owner: Comment on table owner
comment on table "public"."owner" is 'renamed';
-- create table fresh: Create table fresh
create table "public"."fresh" (
  "id" integer not null,
  "t_id" integer,
  "mood" public.mood,
  primary key ("id")
);
-- alter table fresh: Add foreign key (t_id) to t on fresh
alter table "public"."fresh" add constraint "fresh_t" foreign key ("t_id") references "public"."t" ("id");
-- alter table events_2: Detach partition events_2 from events: it stays as a table
--   exclusive-lock: Keeps others from reading and writing events for a moment
alter table "public"."events" detach partition "public"."events_2";
-- alter table events_2: Attach events_2 to events as a partition
--   exclusive-lock: Keeps others from reading and writing events_2 while it checks all rows
--   may-fail: Fails when there are rows of events_2 outside its bounds
alter table "public"."events" attach partition "public"."events_2" for values from (11) TO (20);
-- create table events_3: Create partition events_3 of events
create table "public"."events_3" partition of "public"."events" for values from (20) TO (MAXVALUE);
-- seed table words: Set mood of one row of words
--   changes-data (1): Overwrites mood of one row of words
update "public"."words" set "mood" = 'happy' where "id" = 1;
-- seed table words: Insert 1 row into words
insert into "public"."words" ("id", "word", "mood") values
  (3, 'three', 'ok');
