create table t (a integer);
create materialized view stored as select a from t;
create view plain as select a from t;
grant select on stored to pg_monitor;
grant select on plain to pg_monitor, pg_read_all_stats;
