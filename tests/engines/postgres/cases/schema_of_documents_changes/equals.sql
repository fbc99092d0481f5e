create schema app; create schema other;
create type app.mood as enum ('a'); create sequence app.counter cache 2; create function app.f() returns int language sql as 'select 1'; create view app.v as select 1 as a; create materialized view app.m as select 1 as a;
create type other.mood as enum ('a'); create sequence other.counter cache 2; create function other.f() returns int language sql as 'select 1'; create view other.v as select 1 as a; create materialized view other.m as select 1 as a;
create type mood as enum ('a'); create sequence counter cache 2; create function f() returns int language sql as 'select 1'; create view v as select 1 as a; create materialized view m as select 1 as a;
