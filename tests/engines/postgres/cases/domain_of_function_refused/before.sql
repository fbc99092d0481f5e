create domain pos as integer check (value > 0);
create table t (id bigint generated always as identity, p pos);
create function f(p pos) returns integer language sql as 'select 1';
