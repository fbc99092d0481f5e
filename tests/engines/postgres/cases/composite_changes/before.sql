create type free as (a int, b text, c date);
comment on column free.c is 'old';
create type used as (a int, b text);
create table t (u used);
insert into t values ('(1,x)');
create type gone as (a int);
