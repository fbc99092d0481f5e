create table t (id integer primary key, a text not null default 'q');
insert into t values (1, 'x');
