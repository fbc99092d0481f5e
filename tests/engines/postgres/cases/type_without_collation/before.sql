create table t (a text collate "C", b text collate "C");
insert into t values ('x', 'y');
