create table t (id integer primary key autoincrement, a text collate nocase not null default 'q');
insert into t (a) values ('x');
