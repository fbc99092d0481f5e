create table t (id integer primary key, a text, b text);
insert into t values (1, 'x', 'y'), (2, null, cast(x'410042' as text)), (7, 'z', x'00ff');
