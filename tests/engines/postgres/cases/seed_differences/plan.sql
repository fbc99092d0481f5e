-- seed table t: Set a of one row of t
--   changes-data (1): Overwrites a of one row of t
update "public"."t" set "a" = 'it''s' where "id" = 2;
-- seed table t: Insert 1 row into t
insert into "public"."t" ("id", "a", "d", "b", "j") values
  (9, 'new
line', '2020-01-01 00:00:00+02', 't', '{"b":1, "a":2}');
-- seed table t: Let column id of t count on from its largest number
select setval(pg_get_serial_sequence('"public"."t"', 'id'), greatest(max("id"), nextval(pg_get_serial_sequence('"public"."t"', 'id')) - 1)) from "public"."t";
