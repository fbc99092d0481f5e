create table t (a text, b int);
insert into t (rowid, a) values (10, 'x'), (20, 'y'), (15, 'z');
