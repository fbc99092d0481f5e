create table t (b text compression pglz, n numeric);
alter table t alter column b set storage external, alter column n set storage plain;
insert into t values ('x', 1);
