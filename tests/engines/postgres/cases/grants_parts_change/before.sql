create table old (a integer, b integer, c integer);
grant select, delete on old to pg_monitor;
grant update (a, b) on old to pg_monitor;
grant select on old to pg_read_all_settings with grant option;
grant select on old to pg_read_all_stats;
grant all on old to pg_signal_backend;
create table kept (a integer);
grant select on kept to pg_monitor;
create table fresh (a integer);
