create schema app;
create type feeling as enum ('a', 'b'); comment on type feeling is 'm'; revoke usage on type feeling from public; grant usage on type feeling to pg_monitor with grant option;
create domain app.term as text collate "C" not null default 'x' constraint full_before check (value <> '');
comment on constraint full_before on domain app.term is 'c'; alter domain app.term add constraint late check (value <> 'y') not valid;
create type spot as (w app.term, m feeling);
create table t (m feeling default 'b', w app.term, p spot, check (m > 'a'));
insert into t values ('b', 'w', row('z', 'a'));
create view v as select m, w, (p).m as pm from t where m = 'b';
create function f(x feeling) returns app.term language sql as 'select x::text';
