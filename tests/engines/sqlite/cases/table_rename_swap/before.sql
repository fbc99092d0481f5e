create table a (id integer primary key, x text);
create table b (id integer primary key, y text);
insert into a values (1, 'a');
insert into b values (2, 'b');
