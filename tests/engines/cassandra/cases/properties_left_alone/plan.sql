-- alter table t: Change default_time_to_live of table t
alter table "t" with default_time_to_live = 60;
