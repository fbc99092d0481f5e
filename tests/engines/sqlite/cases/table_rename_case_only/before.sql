create table T (id integer primary key, A text);
insert into T values (1, 'x');
create index i on T (A);
