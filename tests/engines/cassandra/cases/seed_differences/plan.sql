-- alter table t: Add column d to t
alter table "t" add "d" boolean;
-- seed table t: Set a, d of one row of t
--   changes-data (1): Overwrites a, d of one row of t
update "t" set "a" = 'it''s', "d" = true where "k" = 1 and "c" = 'y';
-- seed table t: Set a, b, s of one row of t
--   changes-data (1): Overwrites a, b, s of one row of t
insert into "t" ("k", "c", "a", "b", "s") values (3, 'q', null, 4, 'new');
-- seed table t: Insert a row into t
insert into "t" ("k", "c", "d") values (4, '', false);
