create extension hstore; create type gone_type as enum ('a'); create sequence gone_seq; create function gone() returns int language sql as 'select 1';
create view gone_view as select 1 as a; create schema gone_s;
