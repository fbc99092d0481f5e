create table t (a integer constraint old check (a > 0)); insert into t values (1)
