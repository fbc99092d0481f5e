create table T (ID integer primary key, A text);
create index I on T (A);
insert into T values (1, 'x');
