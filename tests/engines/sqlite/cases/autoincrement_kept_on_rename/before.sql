create table old (id integer primary key autoincrement, a text);
insert into old values (41, 'x');
delete from old;
