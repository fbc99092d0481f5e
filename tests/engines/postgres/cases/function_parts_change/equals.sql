create function f(a integer, b integer default 7) returns setof integer language plpgsql immutable parallel restricted cost 9 rows 3 set work_mem to '2MB' set my.own to 'x' as 'begin return query select a + b; end';
comment on function f is 'new';
create function g(inout x integer, in renamed text) language sql as 'select x + 1'; comment on function g is 'kept';
create function h(a bigint) returns text language sql as 'select a::text'; comment on function h is 'kept';
create view v as select * from f(1);
create view w as select h(1) as h, g(1, 'x') as g;
