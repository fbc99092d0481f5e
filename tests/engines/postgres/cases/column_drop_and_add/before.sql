create table t (id integer primary key, old text); insert into t values (1, 'x'), (2, null)
