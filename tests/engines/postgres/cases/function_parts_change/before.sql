create function f(a integer, b integer default 5) returns integer language sql stable strict security definer leakproof parallel safe cost 5 set search_path to pg_catalog as 'select a';
comment on function f is 'old';
create function g(in x integer, in y text, out z integer) language sql as 'select x'; comment on function g is 'kept';
create function h(a integer) returns text language sql as 'select a::text'; comment on function h is 'kept';
create view v as select * from f(1);
create view w as select h(1) as h, g(1, 'x') as g;
