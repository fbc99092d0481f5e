create table old (id integer primary key, a text, n text);
insert into old values (1, 'x', '5'), (2, 'y', '6');
