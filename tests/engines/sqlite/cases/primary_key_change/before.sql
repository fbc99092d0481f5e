create table t (id integer primary key, a text not null);
insert into t values (1, 'x'), (2, 'y');
