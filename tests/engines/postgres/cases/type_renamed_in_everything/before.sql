create type feeling as enum ('a', 'b'); create type pair as (x feeling, y feeling[]); create domain narrow as feeling default 'a' constraint narrow_check check (value <> 'b');
create function f(x feeling, y pair) returns table (m feeling, ms feeling[]) language sql as 'select x, (y).y';
create table t (m feeling, p pair, o narrow); create policy own on t using (m = 'a'); create index t_m on t (m) where m > 'a';
create materialized view mv as select m, (p).x from t where m = 'a'; create index mv_m on mv (m) where m = 'a'; insert into t values ('a', '(a,{b})', 'a');
