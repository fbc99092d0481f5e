create table t (a text, b int, primary key (a collate nocase, b desc));
insert into t values ('x', 1);
