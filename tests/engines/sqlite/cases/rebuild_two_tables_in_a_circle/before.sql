create table a (id integer primary key, b int references b (id), x text);
create table b (id integer primary key, a int references a (id), x text);
insert into b values (1, 1, 'b');
insert into a values (1, 1, 'a');
