create table t (id integer primary key, a text, b text, c text);
insert into t values (1, 'a', 'b', 'c');
