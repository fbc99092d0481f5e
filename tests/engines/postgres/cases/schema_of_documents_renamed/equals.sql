create schema app; create schema made;
create type app.mood as enum ('a'); create sequence app.counter cache 2; create function app.f() returns int language sql as 'select 1'; create view app.v as select 1 as a; create materialized view app.m as select 1 as a;
create type mood_before as enum ('x'); create sequence counter_before; create function f_before() returns int language sql as 'select 2'; create view v_before as select 2 as b; create materialized view m_before as select 2 as b;
create type made.mood2 as enum ('a'); create sequence made.s2; create view made.v2 as select 1 as a;
