-- alter table t: Add column v to t
alter table "t" add "v" text;
