create schema app;
create type app.mood_before as enum ('a'); create sequence app.counter_before cache 2; create function app.f_before() returns int language sql as 'select 1'; create view app.v_before as select 1 as a; create materialized view app.m_before as select 1 as a;
create type mood_before as enum ('x'); create sequence counter_before; create function f_before() returns int language sql as 'select 2'; create view v_before as select 2 as b; create materialized view m_before as select 2 as b;
