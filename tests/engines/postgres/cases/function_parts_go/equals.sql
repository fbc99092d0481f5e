create function f(integer) returns integer language sql as 'select 1'; comment on function f is 'kept';
create function g(out a integer) language sql as 'select 1';
create function h() returns integer language sql as 'select 1';
create function h(a integer) returns integer language sql as 'select 1';
create function p() returns void language sql as 'select 1';
