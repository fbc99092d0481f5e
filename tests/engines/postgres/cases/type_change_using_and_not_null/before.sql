create table t (id integer primary key, given text default 'none', derived varchar(20), days text, flags integer default 1, tags text, amount integer, plain integer);
insert into t values (1, 'abc', '42', '2024-02-03', 7, 'a,b', 150, 5), (2, null, null, null, null, null, null, null);
