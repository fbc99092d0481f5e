create table old (id integer primary key, b text);
insert into old values (1, 'one'), (2, 'two'), (4, 'unlisted');
