create type mood as enum ('a', 'b', 'c');
comment on type mood is 'kept';
create table t (m mood not null default 'a', ms mood[]);
create index i on t (m);
insert into t values ('a', '{c,a}');
create view v as select t.m, t.ms from t cross join t t2;
