create type mood as enum ('a'); create sequence s; create function f() returns integer language sql as 'select 1'; create view v as select 1 as a, 2 as b; create schema app;
grant usage on type mood to pg_monitor with grant option; grant usage on type mood to pg_read_all_settings, pg_signal_backend, pg_stat_scan_tables;
grant select, update on sequence s to pg_monitor with grant option; grant usage on sequence s to pg_read_all_settings, pg_signal_backend, pg_stat_scan_tables;
grant execute on function f() to pg_monitor with grant option; grant execute on function f() to pg_read_all_settings, pg_signal_backend, pg_stat_scan_tables;
grant select, delete on v to pg_monitor with grant option; grant select on v to pg_read_all_settings; grant insert on v to pg_signal_backend; grant update (b) on v to pg_stat_scan_tables;
grant create on schema app to pg_monitor with grant option; grant usage on schema app to pg_read_all_settings, pg_signal_backend, pg_stat_scan_tables;
create view silent as select 1 as a; grant select on silent to pg_monitor;
