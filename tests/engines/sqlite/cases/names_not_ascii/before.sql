create table é (id integer primary key, ä text);
insert into é values (1, 'x');
