create type old as enum ('x', 'y');
create table t (m text not null default 'a', ms text[], d int default 3, back old default 'x', check (m <> 'q'));
create index i on t (m);
insert into t values ('a', '{a,b}', 5, 'x');
create view v as select t.m, t.back from t cross join t t2;
