create function f(a integer default 1) returns integer language sql stable strict security definer leakproof parallel safe cost 5 set search_path to pg_catalog as 'select 2';
comment on function f is 'kept';
create function g() returns setof integer language sql rows 3 as 'select 1';
create function h(a integer) returns integer language sql as 'select 1';
create procedure p() language sql as 'select 1';
