create table t (rowid text, b int);
insert into t (oid, rowid) values (10, 'x'), (20, 'y');
