create table t (a text not null, b int, primary key (a(5))); insert into t values ('abcdefgh', 1)
