create type mood as enum ('a'); create sequence s; create function f() returns integer language sql as 'select 1'; create view v as select 1 as a, 2 as b; create schema app;
grant usage on type mood to pg_monitor; grant usage on type mood to pg_read_all_stats; grant usage on type mood to pg_signal_backend with grant option; grant usage on type mood to pg_stat_scan_tables;
grant usage on sequence s to pg_monitor; grant usage on sequence s to pg_read_all_stats; grant usage on sequence s to pg_signal_backend with grant option; grant usage on sequence s to pg_stat_scan_tables;
grant execute on function f() to pg_monitor; grant execute on function f() to pg_read_all_stats; grant execute on function f() to pg_signal_backend with grant option; grant execute on function f() to pg_stat_scan_tables;
grant insert on v to pg_monitor; grant insert on v to pg_read_all_stats; grant insert on v to pg_signal_backend with grant option; grant insert on v to pg_stat_scan_tables;
grant usage on schema app to pg_monitor; grant usage on schema app to pg_read_all_stats; grant usage on schema app to pg_signal_backend with grant option; grant usage on schema app to pg_stat_scan_tables;
grant select (a) on v to pg_stat_scan_tables; grant update (a) on v to pg_read_all_stats; create view silent as select 1 as a; grant select on silent to pg_monitor;
