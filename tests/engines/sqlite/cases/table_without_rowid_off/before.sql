create table t (k text not null primary key, a text) without rowid;
insert into t values ('q', 'x');
